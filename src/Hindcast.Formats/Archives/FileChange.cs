using Hindcast.Evidence;

namespace Hindcast.Formats.Archives;

/// <summary>Notices files on disk that change while they are read. Thread-safe.</summary>
internal static class FileChange
{
    /// <summary>True when a file has the length and time that it had when it was listed, or is none on disk; else a diagnostic says so.</summary>
    internal static bool Check(EvidenceItem item, DiagnosticSink sink) => item.FullPath is not { } path || Check(item, sink, () => DiskPath.StateOf(path));

    /// <summary>As <see cref="Check(EvidenceItem, DiagnosticSink)"/> for a file that is still open: tells of the bytes that were read, without a way through the folders.</summary>
    internal static bool Check(EvidenceItem item, DiskStream open, DiagnosticSink sink) => Check(item, sink, open.Now);

    private static bool Check(EvidenceItem item, DiagnosticSink sink, Func<FileState> look)
    {
        Diagnostic? problem = null;
        try
        {
            FileState now = look();
            if (now.LengthBytes != item.LengthBytes || now.Modified != item.Modified)
            {
                problem = SourceDiagnostics.FileChanged.At(
                    new(item.Path), FormattableString.Invariant($"{now.LengthBytes} bytes"), FormattableString.Invariant($"{item.LengthBytes} bytes and an unchanged time"));
            }
        }
        catch (Exception error) when (SourceFailure.IsExpected(error))
        {
            problem = SourceFailure.Diagnose(error, SourceDiagnostics.FileUnreadable, item.Path);
        }

        if (problem is not null)
        {
            sink.Add(problem);
        }

        return problem is null;
    }
}
