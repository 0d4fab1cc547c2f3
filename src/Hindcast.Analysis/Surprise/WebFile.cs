namespace Hindcast.Analysis.Surprise;

/// <summary>A page that lies in a web root.</summary>
/// <param name="Path">Evidence path.</param>
/// <param name="Address">Its address on the server, in lower case.</param>
/// <param name="LengthBytes">Length.</param>
/// <param name="IsKnown">What a table of known files says of it; null without a table.</param>
/// <param name="Beginning">Its first letters, in which pages of one maker are alike.</param>
public sealed record WebFile(string Path, string Address, long LengthBytes, bool? IsKnown, string Beginning)
{
    /// <summary>Takes what is compared out of a file; null when a web server would not run it.</summary>
    public static WebFile? Of(string path, string address, long lengthBytes, bool? isKnown, ReadOnlySpan<byte> content) =>
        PathShape.IsPage(address) ? new WebFile(path, address, lengthBytes, isKnown, WebFileSet.BeginningOf(content)) : null;

    /// <summary>True for the name of a file that a web server would run.</summary>
    public static bool IsPage(string path) => PathShape.IsPage(path);
}
