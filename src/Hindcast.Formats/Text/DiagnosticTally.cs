using Hindcast.Evidence;

namespace Hindcast.Formats.Text;

/// <summary>Keeps the first place of each kind of trouble and counts the rest, so that a broken file costs little.</summary>
internal sealed class DiagnosticTally
{
    private readonly SortedDictionary<string, Diagnostic> _byCode = new(StringComparer.Ordinal);
    private string _file = "";

    internal void Reset(string file)
    {
        _file = file;
        _byCode.Clear();
    }

    internal void Add(
        DiagnosticDescriptor kind, long offset, long length, long line, string found, string expected, long lostBytes)
    {
        _byCode[kind.Code] = _byCode.TryGetValue(kind.Code, out Diagnostic? first)
            ? first with { Count = first.Count + 1, LostBytes = first.LostBytes + lostBytes }
            : kind.At(new SourceLocation(_file, offset, length, line), found, expected, 1, lostBytes);
    }

    internal void AddTo(List<Diagnostic> target) => target.AddRange(_byCode.Values);
}
