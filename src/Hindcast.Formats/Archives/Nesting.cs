namespace Hindcast.Formats.Archives;

/// <summary>Decides whether what was found is opened as an archive. Thread-safe.</summary>
internal static class Nesting
{
    /// <summary>True when it is an archive that may be opened; says why not when it may not.</summary>
    /// <param name="kind">What its first bytes say.</param>
    /// <param name="path">Its path.</param>
    /// <param name="depth">How many archives are around it.</param>
    /// <param name="scope">Limits and sink.</param>
    public static bool MayOpen(ContainerKind kind, string path, int depth, TreeScope scope)
    {
        if (kind == ContainerKind.Unsupported)
        {
            scope.Sink.Add(SourceDiagnostics.Unsupported.At(new(path), "an archive of another format", "zip, 7z, tar, gzip, xz, bzip2 or zstd"));
        }
        else if (kind != ContainerKind.None && depth >= scope.Limits.MaxNesting)
        {
            scope.Sink.Add(SourceDiagnostics.NestedTooDeep.At(
                new(path), FormattableString.Invariant($"inside {depth} archives"), FormattableString.Invariant($"at most {scope.Limits.MaxNesting} inside one another")));
        }

        return ContainerSignature.IsReadable(kind) && depth < scope.Limits.MaxNesting;
    }
}
