using Hindcast.Engine.Detection;
using Hindcast.Engine.Pages;
using Hindcast.Engine.Surprise;
using Hindcast.Formats;
using Hindcast.Formats.Text;
using Hindcast.Sigma.Compilation;

namespace Hindcast.Engine.Pipeline;

/// <summary>What one thread keeps from one piece of work to the next: buffers and matchers, and nothing else.</summary>
internal sealed class Worker
{
    private PageContent? _page;

    internal Worker(DetectionPlan plan)
    {
        Matcher = plan.Sigma.CreateMatcher();
        Sink = new RuleRowSink(plan, Matcher);
        Scanner = new TextUnitScanner(Sink);
        Events = new EvtxSlots(plan.Sigma);
        Artefacts = new ArtefactSlots(plan.Sigma);
        Profile = plan.ProfilesRows ? new ProfileWatcher() : null;
    }

    internal SigmaMatcher Matcher { get; }

    internal RuleRowSink Sink { get; }

    internal TextUnitScanner Scanner { get; }

    internal EvtxSlots Events { get; }

    internal ArtefactSlots Artefacts { get; }

    /// <summary>Counts all rows, to tell the unusual from the usual; null when that is not asked for.</summary>
    internal ProfileWatcher? Profile { get; }

    internal PageContent Page => _page ??= new PageContent();

    internal byte[] Buffer { get; } = new byte[256 * 1024];

    /// <summary>The first bytes of the file that is read; one buffer for all files, because 64 KiB for each are a burden on the memory.</summary>
    internal byte[] Head { get; } = new byte[FormatDetector.HeadBytes];
}
