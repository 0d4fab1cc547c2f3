<%-- Synthetic stand-in for a page of the product. --%>
<html><body>Outlook</body></html>
