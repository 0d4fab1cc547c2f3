using Hindcast.Analysis.Surprise;
using Hindcast.Engine.Detection;
using Hindcast.Engine.Pages;
using Hindcast.Engine.Surprise;
using Hindcast.Formats;
using Hindcast.Formats.Archives;
using Hindcast.Formats.Text;
using Hindcast.Sigma.Compilation;

namespace Hindcast.Engine.Pipeline;

/// <summary>What one thread keeps from one piece of work to the next: buffers and matchers, and nothing else.</summary>
internal sealed class Worker
{
    private PageContent? _page;

    /// <param name="plan">What is looked for.</param>
    /// <param name="handOver">Takes profiles of files that are counted together.</param>
    internal Worker(DetectionPlan plan, Action<ServerProfile> handOver)
    {
        Matcher = plan.Sigma.CreateMatcher();
        Sink = new RuleRowSink(plan, Matcher);
        Scanner = new TextUnitScanner(Sink);
        Events = new EvtxSlots(plan.Sigma);
        Artefacts = new ArtefactSlots(plan.Sigma);
        if (plan.ProfilesRows)
        {
            Profile = new ProfileWatcher(new ProfileTally());
            Together = new ProfileWatcher(new ProfileTally(handOver));
        }
    }

    internal SigmaMatcher Matcher { get; }

    internal RuleRowSink Sink { get; }

    internal TextUnitScanner Scanner { get; }

    internal EvtxSlots Events { get; }

    internal ArtefactSlots Artefacts { get; }

    /// <summary>Counts all rows, to tell the unusual from the usual; null when that is not asked for.</summary>
    internal ProfileWatcher? Profile { get; }

    /// <summary>The same for files that need no profile of their own: they are counted together, as far as this thread reads them.</summary>
    internal ProfileWatcher? Together { get; }

    /// <summary>What counts the rows of a file from its first on, or of a unit of it; null when they are not counted.</summary>
    /// <param name="item">The file.</param>
    /// <param name="together">True when it needs no profile of its own.</param>
    internal ProfileWatcher? Counts(EvidenceItem item, bool together)
    {
        if ((together ? Together : Profile) is not { } counts)
        {
            return null;
        }

        counts.File = together ? item.Path : "";
        return counts;
    }

    internal PageContent Page => _page ??= new PageContent();

    internal byte[] Buffer { get; } = new byte[256 * 1024];

    /// <summary>The first bytes of the file that is read; one buffer for all files, because 64 KiB for each are a burden on the memory.</summary>
    internal byte[] Head { get; } = new byte[FormatDetector.HeadBytes];
}
