using Hindcast.Engine.Detection;
using Hindcast.Formats.Text;
using Hindcast.Sigma.Compilation;

namespace Hindcast.Engine.Hunting;

/// <summary>What one thread keeps from file to file. Serves one thread.</summary>
internal sealed class HuntWorker
{
    private SigmaShapePlan? _last;

    internal HuntWorker(HuntPlan plan, int maxMatches)
    {
        Matcher = plan.Sigma.CreateMatcher();
        Events = new EvtxSlots(plan.Sigma);
        Collector = new HuntCollector(plan, maxMatches);
        Rows = new HuntRowSink(plan, this);
        Scanner = new TextUnitScanner(Rows);
    }

    internal SigmaMatcher Matcher { get; }

    internal EvtxSlots Events { get; }

    internal HuntCollector Collector { get; }

    internal HuntRowSink Rows { get; }

    internal TextUnitScanner Scanner { get; }

    internal byte[] Buffer { get; } = new byte[256 * 1024];

    /// <summary>The shapes of all records met.</summary>
    internal HashSet<SigmaShapePlan> Shapes { get; } = [];

    /// <summary>Notes the shape of a record.</summary>
    internal void Met(SigmaShapePlan shape)
    {
        if (!ReferenceEquals(shape, _last))
        {
            _last = shape;
            Shapes.Add(shape);
        }
    }
}
