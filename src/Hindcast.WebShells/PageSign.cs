namespace Hindcast.WebShells;

/// <summary>One place in a page that shows a capability.</summary>
/// <param name="Capability">What it shows.</param>
/// <param name="Reason">In words, without text from the page.</param>
/// <param name="Line">Line from 1; 0 where lines have no meaning.</param>
/// <param name="OffsetBytes">Offset in the file of the first byte.</param>
/// <param name="Text">The page's text there: one line of at most <see cref="PageReport.MaxSignChars"/> characters without
/// control characters. Untrusted.</param>
/// <param name="FromRequest">True when a value of the request reaches this place.</param>
/// <param name="Weight">How much the sign counts alone, 1 to 100.</param>
public sealed record PageSign(
    PageCapability Capability, string Reason, int Line, long OffsetBytes, string Text, bool FromRequest, int Weight);
