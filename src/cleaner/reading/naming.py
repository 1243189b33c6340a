"""What names say: words of class, id and role attributes, by what sites use them for.

Names are split at everything that is no letter and at capitals, so "timeline" is no "byline". They lie often enough (a class
`teaser-content` may hold the article), so they are evidence among other evidence and never decide alone.
"""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")

_GROUPS: dict[str, str] = {
    "related": """related relateds relacionadas relacionados relacionado relacionada recommended recommendation recommendations recommends recommend recirc
        recirculation mostread mostviewed popular trending trends more morefrom readmore readalso readnext seealso also latest similar outbrain taboola teaser
        teasers suggested suggestion suggestions linkbox interlink crosslink onward next previous further lire terkait lainnya baca rekomendasi verwandt mehr
        weitere associes connexes aussi lisez correlati correlate leia veja tambem también tambien gerelateerd lees""",
    "cards": """card cards carousel slider swiper slick grid tile tiles list listing feed item items row rows archive promo promos collection thumbnail thumb thumbs
        river""",
    "share": """share shares sharing social socials facebook twitter whatsapp telegram follow addthis addtoany sharedaddy sns print email mailto copylink partager
        compartir teilen bagikan""",
    "author": """author authors byline bylines bio writer writers contributor contributors autor autores autoren redakteur reporter vcard person profile credits
        signature penulis auteur firma""",
    "time": """date dates time times timestamp published pubdate updated datetime posted publish modified meta metadata metas readtime datum fecha""",
    "caption": """caption captions figcaption figure credit image images photo photos gallery media picture pictures img slideshow lightbox legend legende
        bildunterschrift foto fotos copyright thumbnail""",
    "comment": """comment comments disqus reply replies respond discussion kommentar kommentare kommentarer commentlist comentarios commentaires komentar""",
    "advert": """ad ads adv advert advertisement advertising adslot adunit sponsor sponsored promotion banner banners commercial werbung anzeige publicidad publicite
        pub dfp gpt affiliate partner iklan""",
    "subscribe": """newsletter newsletters subscribe subscription subscriptions signup paywall premium piano register registration abo donate donation cta membership
        regwall offer plus support locked lock unlock metered""",
    "nav": """nav navigation navi navbar menu menus submenu breadcrumb breadcrumbs pagination pager paging skip toolbar tab tabs dropdown hamburger sitemap topbar
        search language lang links nextprev prevnext login account user""",
    "frame": """header footer masthead legal imprint modal popup popover dialog overlay offcanvas drawer toast sidebar aside rail widget widgets banner secondary complementary
        sticky topbar bottom site""",
    "tags": """tag tags topic topics category categories keyword keywords hashtag hashtags rubric rubrik taxonomy schlagwort etiquetas temas cat tagcloud themen""",
    "article": """article articlebody articletext articlecontent story storybody storycontent post posts entry content contents body text texts richtext copy main prose
        paragraph paragraphs wysiwyg textblock bodytext articlecopy maincontent artikel noticia detail details haber news readable single cuerpo texto corps
        conteudo artigo isi konten contenido inhalt""",
    "title": """title titles headline headlines heading hed kicker overline supertitle dachzeile spitzmarke titre titulo titel judul roofline pretitle h1 shorttitle""",
    "lead": """lead lede intro introduction standfirst strapline abstract chapeau sapo subtitle subhead subheadline subheading dek deck summary excerpt description
        desc chapo entradilla bajada vorspann teasertext preamble ingress manchet hat""",
    "embed": """embed embeds embedded tweet instagram video videos player podcast audio youtube iframe jwplayer playlist vjs tiktok oembed live""",
    "quote": """quote quotes pullquote blockquote zitat citation cita pull""",
    "box": """box infobox factbox inset notice note notes callout highlight highlights infoblock keypoints bullets toc alert disclaimer update correction info hint
        faktenbox summarybox""",
    "consent": """cookie cookies consent gdpr privacy datenschutz cmp sourcepoint onetrust optanon placeholder optin dsgvo didomi usercentrics thirdparty external""",
    "unseen": """hidden hide offscreen invisible noprint collapse collapsed collapsible expandable accordion toggle""",
}

NAME_GROUPS: tuple[str, ...] = tuple(_GROUPS)
"""What names are told apart by."""
_BITS: dict[str, int] = {}
for _place, _words in enumerate(_GROUPS.values()):
    for _one in _words.split():
        _BITS[_one] = _BITS.get(_one, 0) | 1 << _place


@lru_cache(maxsize=4096)
def groups_named(names: str) -> int:
    """Return the groups that a class or id attribute names, as bits in the order of `NAME_GROUPS`.

    Two neighbouring words count as one too: "most-read" is "mostread".

    >>> groups_named("timeline"), groups_named("article__by-line") == groups_named("article byline")
    (0, True)
    """
    found, before = 0, ""
    for word in _WORD.findall(names[:500]):
        word = word.lower()
        found |= _BITS.get(word, 0) | _BITS.get(before + word, 0)
        before = word
    return found
