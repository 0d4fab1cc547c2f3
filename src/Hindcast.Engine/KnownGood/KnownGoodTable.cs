using System.Text;
using Hindcast.Evidence;
using Hindcast.Formats.Archives;

namespace Hindcast.Engine.KnownGood;

/// <summary>
/// SHA-256 and path of the files that Exchange installs. Says of a file of a web root whether it is one of them, a changed
/// one, one that lies elsewhere, or one that only looks like it. A file that is in no table is unknown, which is not bad.
/// Immutable and safe on all threads.
/// </summary>
public sealed class KnownGoodTable
{
    /// <summary>Rows that are read of a table.</summary>
    public const int MaxRows = 2_000_000;

    /// <summary>Parts of a path, from its end, that must agree at least for two paths to be of one place.</summary>
    private const int MinParts = 3;

    private static readonly string[] PageExtensions = [".aspx", ".ashx", ".asmx", ".ascx", ".asax", ".master", ".svc", ".cshtml", ".asp"];

    private readonly Dictionary<string, HashSet<string>> _byPath;
    private readonly Dictionary<string, string> _byHash;
    private readonly LookalikeNames _names;

    private KnownGoodTable(Dictionary<string, HashSet<string>> byPath, Dictionary<string, string> byHash)
    {
        _byPath = byPath;
        _byHash = byHash;
        _names = new LookalikeNames(byPath.Keys.Select(p => p[(p.LastIndexOf('/') + 1)..]).Where(IsPage));
    }

    /// <summary>Different paths in the table.</summary>
    public int Paths => _byPath.Count;

    /// <summary>Different contents in the table.</summary>
    public int Hashes => _byHash.Count;

    /// <summary>Reads a table: text with tabs (SHA-256, path, builds, size), plain or packed as gz, xz, bz2 or zst.</summary>
    /// <param name="file">The file.</param>
    /// <param name="diagnostics">Receives what is wrong.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static KnownGoodTable Load(string file, ICollection<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        Dictionary<string, HashSet<string>> byPath = new(StringComparer.Ordinal);
        Dictionary<string, string> byHash = new(StringComparer.Ordinal);
        EvidenceTree tree = EvidenceTree.Open([file], cancel: cancellation);
        long bad = 0, firstBad = 0, rows = 0, number = 0;
        TreeVisit.All(
            tree,
            (_, stream) =>
            {
                using StreamReader reader = new(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, 1 << 16, leaveOpen: true);
                while (rows < MaxRows && reader.ReadLine() is { } line)
                {
                    number++;
                    if (line.Length == 0 || line[0] == '#')
                    {
                        continue;
                    }

                    string[] columns = line.Split('\t');
                    if (columns.Length < 2 || columns[0].Length != 64 || !columns[0].All(char.IsAsciiHexDigit) || columns[1].Length is 0 or > 1000)
                    {
                        firstBad = bad++ == 0 ? number : firstBad;
                        continue;
                    }

                    rows++;
                    string path = string.Join('/', KnownPaths.Split(columns[1]));
                    string hash = columns[0].ToLowerInvariant();
                    (byPath.TryGetValue(path, out HashSet<string>? hashes) ? hashes : byPath[path] = new(1, StringComparer.Ordinal)).Add(hash);
                    byHash.TryAdd(hash, path);
                }
            },
            cancellation);
        foreach (Diagnostic diagnostic in tree.Diagnostics)
        {
            diagnostics.Add(diagnostic);
        }

        string name = Path.GetFileName(file);
        if (bad > 0)
        {
            diagnostics.Add(KnownGoodDiagnostics.BadRow.At(
                new SourceLocation(name, Line: firstBad), "a row of another form", "SHA-256, path and builds with tabs between", bad));
        }

        if (rows == 0)
        {
            diagnostics.Add(KnownGoodDiagnostics.NoRows.At(new SourceLocation(name), "no row", "the output of 'hindcast known-good build'"));
        }

        return new KnownGoodTable(byPath, byHash);
    }

    /// <summary>What the table says of a file.</summary>
    /// <param name="path">Its path on the server.</param>
    /// <param name="sha256">Its SHA-256 in lower-case hex; "" when that is not known (a listing without hashes).</param>
    public KnownVerdict Judge(string path, string sha256)
    {
        string[] parts = KnownPaths.Split(path);
        string? place = Place(parts, out HashSet<string>? hashes);
        if (place is not null && sha256.Length > 0)
        {
            return new KnownVerdict(hashes!.Contains(sha256) ? KnownState.Match : KnownState.Changed, place);
        }

        if (sha256.Length > 0 && _byHash.TryGetValue(sha256, out string? other))
        {
            // The same folder and name below another root is the same place: tables and media are cut at different folders.
            bool isSame = parts.Length > 1 && other.EndsWith($"/{parts[^2]}/{parts[^1]}", StringComparison.Ordinal);
            return new KnownVerdict(isSame ? KnownState.Match : KnownState.Elsewhere, other);
        }

        return place is null && parts.Length > 0 && IsPage(parts[^1]) && _names.Find(parts[^1]) is { } alike
            ? new KnownVerdict(KnownState.Lookalike, alike)
            : new KnownVerdict(KnownState.Unknown, place ?? "");
    }

    /// <summary>The known path that a path ends with, the longest first.</summary>
    private string? Place(string[] parts, out HashSet<string>? hashes)
    {
        hashes = null;
        for (int from = 0; from == 0 || from <= parts.Length - MinParts; from++)
        {
            string candidate = string.Join('/', parts[from..]);
            if (_byPath.TryGetValue(candidate, out hashes))
            {
                return candidate;
            }
        }

        return null;
    }

    private static bool IsPage(string name) => PageExtensions.Any(e => name.EndsWith(e, StringComparison.Ordinal));
}
