using System.Runtime.ExceptionServices;

namespace Hindcast.Formats.Archives;

/// <summary>How to go through an archive that is read in order only. Immutable, thread-safe: each walk opens it anew.</summary>
internal sealed record SequentialArchive(ContainerKind Kind, ByteSource? Source, Func<Stream> Open, int Depth)
{
    /// <summary>Shows each member in order.</summary>
    public void Walk(string path, TreeScope scope, Action<SequentialEntry> show, CancellationToken cancel)
    {
        try
        {
            new SequentialWalk(scope, show, cancel).Walk(path, Kind, Source, Open, canReopen: true, Depth);
        }
        catch (UserActionException error)
        {
            ExceptionDispatchInfo.Throw(error.InnerException!);
        }
        catch (Exception error) when (SourceFailure.IsExpected(error))
        {
            scope.Sink.Add(SourceFailure.Diagnose(error, SourceDiagnostics.FileUnreadable, path));
        }
    }
}
