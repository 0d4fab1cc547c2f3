using System.Text;

namespace Hindcast.Analysis.Surprise;

/// <summary>Texts of rows, cut to what is kept of them.</summary>
internal static class TallyText
{
    internal const int Most = 200;

    internal static string Of(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text[..Math.Min(text.Length, Most)]);

    internal static string Cut(ReadOnlySpan<char> text) => text.Length <= Most ? text.ToString() : text[..Most].ToString() + "...";
}
