using System.Buffers;

namespace Hindcast.WebShells.Reading;

/// <summary>
/// Lets files go by in which nothing begins code that a server runs. What code is found is judged by <see cref="Flow.CodeSuspects"/> next.
/// Thread-safe.
/// </summary>
internal static class PagePrefilter
{
    /// <summary>Texts that begin code; without one nothing in the file is run.</summary>
    private static readonly SearchValues<string> Openings = SearchValues.Create(
        ["<%", "<?", "runat", "@{", "@(", "@functions", "<jsp:", "${", "#{", "language=\"php", "language='php", "language=php", "#@~^", "implements-prefix"], StringComparison.OrdinalIgnoreCase);

    /// <summary>True when code may begin in the file.</summary>
    internal static bool MayMatter(ReadOnlySpan<char> text) => text.ContainsAny(Openings);
}
