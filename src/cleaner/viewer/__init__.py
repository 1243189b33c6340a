"""One page that shows articles with their lines coloured by label; the command and the report share it."""

from cleaner.viewer.page import render_page
from cleaner.viewer.view import ArticleView, view_article, view_spans

__all__ = ["ArticleView", "render_page", "view_article", "view_spans"]
