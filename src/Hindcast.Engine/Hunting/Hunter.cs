using Hindcast.Engine.Packs;
using Hindcast.Engine.Pipeline;
using Hindcast.Evidence;
using Hindcast.Formats.Archives;
using Hindcast.Sigma;
using Hindcast.Sigma.Correlations;
using Hindcast.Sigma.Loading;

namespace Hindcast.Engine.Hunting;

/// <summary>
/// Runs Sigma rules over evidence: every record against every rule. Reads evidence, writes nothing, uses no network. The
/// same evidence and rules give the same result, whatever the number of threads.
/// </summary>
public static class Hunter
{
    /// <summary>Hunts.</summary>
    /// <param name="options">What, where and how.</param>
    /// <param name="progress">Is kept up to date while evidence is read.</param>
    /// <param name="cancellation">Ends the run.</param>
    /// <exception cref="IOException">The rules can't be read.</exception>
    public static HuntResult Run(HuntOptions options, ReadProgress progress, CancellationToken cancellation)
    {
        SigmaLoadResult loaded = RuleFolder.Load(options.Rules, cancellation);
        HuntPlan plan = new(loaded, options);
        EvidenceTree tree = EvidenceTree.Open(options.Evidence, cancel: cancellation);
        HuntReader reader = new(tree, plan, progress, cancellation);
        reader.Read(options.Threads > 0 ? options.Threads : Environment.ProcessorCount);

        SigmaCorrelator correlator = new(plan.Sigma.Rules, plan.Correlations);
        Dictionary<SigmaHeader, long> allowedByCorrelation = new(ReferenceEqualityComparer.Instance);
        long[] allowedByEntry = new long[plan.Tuning.Count];
        List<SigmaCorrelationMatch> found = [];
        long outside = reader.Tally.OutsideDates;
        foreach (SigmaCorrelationMatch match in Correlate(correlator, reader.Tally.Correlated))
        {
            int entry = plan.AllowancesOf(match.Correlation.Header).FirstOrDefault(t => plan.Tuning[t].Allows(match.Group), -1);
            if (entry >= 0)
            {
                allowedByEntry[entry]++;
                HuntTally.Add(allowedByCorrelation, match.Correlation.Header, 1);
                continue;
            }

            found.Add(match);
            if (plan.IsShown(match.Correlation) && plan.IsWithinDates(match.Last))
            {
                reader.Tally.Shown.Add(ToMatch(plan, match));
            }
            else if (plan.IsShown(match.Correlation))
            {
                outside++;
            }
        }

        HuntMatch[] matches = [.. reader.Tally.Shown.Kept];
        Array.Sort(matches, HuntMatchOrder.Instance);
        foreach (((_, int entry), long count) in reader.Tally.Allowed)
        {
            allowedByEntry[entry] += count;
        }

        return new HuntResult
        {
            Matches = matches,
            DroppedMatches = reader.Tally.Shown.Dropped,
            OutsideDates = outside,
            UncorrelatedMatches = reader.Tally.Uncorrelated,
            LostGroups = correlator.LostGroups,
            Rules = new HuntAccount(plan, reader).Draw(found, allowedByCorrelation),
            Tuning = [.. plan.Tuning.Select((t, i) => new HuntTuningReport(t, plan.Headers.Count(t.Concerns), allowedByEntry[i]))],
            Problems = loaded.Problems,
            PackFiles = loaded.OtherFileCount,
            UnusedExclusions = plan.UnusedExclusions,
            Files = tree.Items.Count,
            LogFiles = reader.LogFiles,
            Copies = reader.Copies,
            Records = reader.Records,
            BadRecords = reader.BadRecords,
            Diagnostics = Diagnostics(tree, reader),
        };
    }

    private static IReadOnlyList<SigmaCorrelationMatch> Correlate(SigmaCorrelator correlator, List<SigmaRuleMatch> matches)
    {
        foreach (SigmaRuleMatch match in matches
            .OrderBy(m => m.Time).ThenBy(m => m.Location).ThenBy(m => m.Location.RecordId).ThenBy(m => m.RuleId, StringComparer.Ordinal))
        {
            correlator.Add(match);
        }

        return correlator.Complete();
    }

    private static HuntMatch ToMatch(HuntPlan plan, SigmaCorrelationMatch found) => new()
    {
        Time = found.Last,
        Rule = plan.Tuned(found.Correlation.Header),
        IsCorrelation = true,
        Log = "correlation",
        Location = found.Matches[^1].Location,
        Fields =
        [
            .. found.Group,
            new("first", found.First.ToString()),
            new("value", found.Value.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            new("matches", found.MatchCount.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ],
    };

    private static IReadOnlyList<Diagnostic> Diagnostics(EvidenceTree tree, HuntReader reader)
    {
        List<Diagnostic> diagnostics = [.. tree.Diagnostics, .. reader.Diagnostics];
        if (reader.LogFiles == 0)
        {
            diagnostics.Add(ReadDiagnostics.NothingRecognised.At(
                new SourceLocation(""), ReadDiagnostics.Found([.. tree.Items.Select(i => (i.Path, i.LengthBytes))]), "event logs, IIS or Exchange logs, or web roots"));
        }

        return
        [
            .. diagnostics.OrderByDescending(d => d.Descriptor.Severity).ThenBy(d => d.Location)
                .ThenBy(d => d.Code, StringComparer.Ordinal).ThenBy(d => d.Found, StringComparer.Ordinal),
        ];
    }
}
