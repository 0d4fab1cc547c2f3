namespace Hindcast.Formats.Archives;

/// <summary>A path that the user gave. Immutable.</summary>
/// <param name="FullPath">The full path.</param>
/// <param name="Prefix">What the paths of its files start with: nothing for a single folder, else a name of its own.</param>
/// <param name="Name">The name of a folder, as a hint for a drive; null for a file.</param>
internal sealed record EvidenceRoot(string FullPath, string Prefix, string? Name)
{
    /// <summary>Gives each root its prefix; roots that are given twice, or lie in another, are left out and reported.</summary>
    public static IReadOnlyList<EvidenceRoot> From(IReadOnlyList<string> paths, DiagnosticSink sink)
    {
        List<string> full = [];
        foreach (string path in paths.Select(FullPathOf).Order(StringComparer.Ordinal))
        {
            if (full.Exists(other => IsSameOrBelow(path, other)))
            {
                sink.Add(SourceDiagnostics.RootGivenTwice.At(new(DiskName.Shown(Path.GetFileName(path))), "the same file or folder, or one inside another that was given"));
            }
            else
            {
                full.Add(path);
            }
        }

        HashSet<string> taken = new(StringComparer.Ordinal);
        List<EvidenceRoot> roots = [];
        foreach (string path in full)
        {
            bool folder = DiskPath.IsFolder(path);
            string name = Path.GetFileName(path) is { Length: > 0 } last ? DiskName.Shown(last) : "root";
            string prefix = name;
            for (int number = 2; !taken.Add(prefix); number++)
            {
                prefix = FormattableString.Invariant($"{name}~{number}");
            }

            roots.Add(new EvidenceRoot(path, full.Count == 1 && folder ? "" : prefix, folder ? name : null));
        }

        return roots;
    }

    private static string FullPathOf(string path)
    {
        string full = DiskPath.Full(path);
        return Path.TrimEndingDirectorySeparator(full);
    }

    private static bool IsSameOrBelow(string path, string other) =>
        path == other || path.StartsWith(other.EndsWith(Path.DirectorySeparatorChar) ? other : other + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
