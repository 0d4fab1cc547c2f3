using Hindcast.Formats.Text;

namespace Hindcast.Engine.Keeping;

/// <summary>What one thread keeps from one file to the next while records are stored.</summary>
internal sealed class KeepingWorker : IDisposable
{
    internal KeepingWorker(string recordFolder)
    {
        Segments = new RecordSegments(recordFolder);
        Sink = new KeepingRowSink(Segments);
        Scanner = new TextUnitScanner(Sink);
    }

    internal RecordSegments Segments { get; }

    internal KeepingRowSink Sink { get; }

    internal TextUnitScanner Scanner { get; }

    /// <inheritdoc/>
    public void Dispose() => Segments.Dispose();
}
