"""An outline as Markdown, HTML, PDF, DOCX or PPTX."""
