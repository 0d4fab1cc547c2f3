using Hindcast.Formats.Text;

namespace Hindcast.Engine.Pipeline;

/// <summary>What one thread keeps from one piece of work to the next: buffers, and nothing else.</summary>
internal sealed class Worker
{
    internal Worker(DetectionPlan plan)
    {
        Sink = new RuleRowSink(plan);
        Scanner = new TextUnitScanner(Sink);
    }

    internal RuleRowSink Sink { get; }

    internal TextUnitScanner Scanner { get; }

    internal byte[] Buffer { get; } = new byte[256 * 1024];
}
