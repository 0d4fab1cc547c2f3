namespace Hindcast.WebShells.Reading;

/// <summary>A stretch of a page that the server runs.</summary>
internal readonly record struct CodeStretch(PageLanguage Language, int Start, int End);
