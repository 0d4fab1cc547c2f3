using Hindcast.Engine.Keeping;
using Hindcast.Engine.Pipeline;
using Hindcast.Evidence;
using Hindcast.Formats.Archives;
using Hindcast.Formats.Matching;
using Hindcast.Formats.Text;

namespace Hindcast.Engine.PageUse;

/// <summary>Reads the web server's logs once more for requests of some pages.</summary>
internal static class PageUseLook
{
    /// <summary>What was asked for, by page; pages without a request are not in it.</summary>
    internal static IReadOnlyDictionary<string, UsedPage> Run(
        IReadOnlySet<string> pages, EvidenceTree tree, KeptFiles? kept, IReadOnlyList<EvidenceFile> files, int threads, ReadProgress progress, CancellationToken cancellation)
    {
        RowSearch search = new(LiteralSet.Compile(pages.Order(StringComparer.Ordinal)), EveryRow: false) { HitsAlone = true };
        PageUseSink[] sinks = [.. Enumerable.Range(0, threads).Select(_ => new PageUseSink(pages))];
        new SecondReading<PageUseSink>(tree, kept, files, search, progress, cancellation).Run(kind => kind == TextKinds.Iis, sinks);
        Dictionary<string, UsedPage> all = new(StringComparer.Ordinal);
        foreach ((string page, UsedPage used) in sinks.SelectMany(s => s.Pages))
        {
            if (!all.TryGetValue(page, out UsedPage? sum))
            {
                all.Add(page, sum = new UsedPage());
            }

            sum.Add(used);
        }

        return all;
    }
}
