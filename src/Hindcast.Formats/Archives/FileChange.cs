using Hindcast.Evidence;

namespace Hindcast.Formats.Archives;

/// <summary>Notices files on disk that change while they are read. Thread-safe.</summary>
internal static class FileChange
{
    /// <summary>True when a file has the length and time that it had when it was listed, or is none on disk; else a diagnostic says so.</summary>
    internal static bool Check(EvidenceItem item, DiagnosticSink sink)
    {
        if (item.FullPath is null)
        {
            return true;
        }

        Diagnostic? problem = null;
        try
        {
            FileInfo now = new(item.FullPath);
            if (now.Length != item.LengthBytes || now.LastWriteTimeUtc.Ticks != item.Modified?.UtcTicks)
            {
                problem = SourceDiagnostics.FileChanged.At(
                    new(item.Path), FormattableString.Invariant($"{now.Length} bytes"), FormattableString.Invariant($"{item.LengthBytes} bytes and an unchanged time"));
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
