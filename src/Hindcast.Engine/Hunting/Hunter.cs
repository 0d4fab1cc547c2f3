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
        SigmaLoadResult loaded = Directory.Exists(options.Rules)
            ? SigmaLoader.LoadFolder(options.Rules, cancel: cancellation)
            : SigmaLoader.LoadFile(options.Rules);
        HuntPlan plan = new(loaded, options);
        EvidenceTree tree = EvidenceTree.Open(options.Evidence, cancel: cancellation);
        HuntReader reader = new(tree, plan, options.MaxMatches, progress, cancellation);
        reader.Read(options.Threads > 0 ? options.Threads : Environment.ProcessorCount, options.MaxMatches);

        SigmaCorrelator correlator = new(plan.Sigma.Rules, plan.Correlations);
        IReadOnlyList<SigmaCorrelationMatch> found = Correlate(correlator, reader.Correlated);
        foreach (SigmaCorrelationMatch match in found.Where(f => plan.IsShown(f.Correlation)))
        {
            reader.Shown.Add(ToMatch(match));
        }

        HuntMatch[] all = [.. reader.Shown.Kept];
        HuntMatch[] matches =
        [
            .. all.Where(m => IsWithin(m.Time, options))
                .OrderBy(m => m.Time?.UtcTicks ?? long.MaxValue).ThenBy(m => m.Location).ThenBy(m => m.Location.RecordId)
                .ThenBy(m => m.Rule.Id, StringComparer.Ordinal).ThenBy(m => m.Rule.Title, StringComparer.Ordinal)
                .ThenBy(m => m.IsCorrelation).ThenBy(m => string.Join('\n', m.Fields.Select(f => $"{f.Key}={f.Value}")), StringComparer.Ordinal),
        ];
        List<Diagnostic> diagnostics = [.. tree.Diagnostics, .. reader.Diagnostics];
        if (reader.LogFiles == 0)
        {
            diagnostics.Add(ReadDiagnostics.NothingRecognised.At(
                new SourceLocation(""), $"{tree.Items.Count} files", "event logs, IIS or Exchange logs, or web roots"));
        }

        return new HuntResult
        {
            Matches = matches,
            DroppedMatches = reader.Shown.Dropped,
            OutsideDates = all.Length - matches.Length,
            UncorrelatedMatches = reader.Uncorrelated,
            LostGroups = correlator.LostGroups,
            Rules = Report(plan, reader, found),
            Problems = loaded.Problems,
            UnusedExclusions = plan.UnusedExclusions,
            Files = tree.Items.Count,
            LogFiles = reader.LogFiles,
            Records = reader.Records,
            BadRecords = reader.BadRecords,
            Diagnostics =
            [
                .. diagnostics.OrderByDescending(d => d.Descriptor.Severity).ThenBy(d => d.Location)
                    .ThenBy(d => d.Code, StringComparer.Ordinal).ThenBy(d => d.Found, StringComparer.Ordinal),
            ],
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

    private static HuntMatch ToMatch(SigmaCorrelationMatch found) => new()
    {
        Time = found.Last,
        Rule = found.Correlation.Header,
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

    private static bool IsWithin(EvidenceTime? time, HuntOptions options) =>
        (options.From is null && options.To is null)
        || (time is { } at && (options.From is not { } from || at.Day >= from) && (options.To is not { } to || at.Day <= to));

    private static List<HuntRuleReport> Report(HuntPlan plan, HuntReader reader, IReadOnlyList<SigmaCorrelationMatch> found)
    {
        IReadOnlyList<SigmaRule> rules = plan.Sigma.Rules;
        HashSet<SigmaLogSource> unmapped = [.. plan.Sigma.UnmappedLogSources.Select(u => u.Key)];
        bool[] possible = new bool[rules.Count];
        foreach (int rule in reader.Shapes.SelectMany(s => s.PossibleRules))
        {
            possible[rule] = true;
        }

        // What there is evidence for is the same for all rules of a log source.
        Dictionary<SigmaLogSource, bool> hasEvidence = [];
        Dictionary<SigmaHeader, HuntRuleReport> tried = new(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < rules.Count; i++)
        {
            SigmaLogSource source = rules[i].LogSource with { Definition = "" };
            if (!hasEvidence.TryGetValue(source, out bool isThere))
            {
                isThere = reader.Shapes.Any(s => plan.Sigma.SourceOf(i, s.Shape) is not null);
                hasEvidence.Add(source, isThere);
            }

            HuntRuleState state = reader.MatchCounts[i] > 0 ? HuntRuleState.Matched
                : possible[i] ? HuntRuleState.Silent
                : unmapped.Contains(source) ? HuntRuleState.Unmapped
                : isThere ? HuntRuleState.CouldNotFire
                : HuntRuleState.NoEvidence;
            tried[rules[i].Header] = new HuntRuleReport(rules[i].Header, false, state, "", reader.MatchCounts[i], reader.Evaluations[i]);
        }

        foreach (SigmaCorrelation correlation in plan.Correlations)
        {
            long count = found.Count(f => f.Correlation == correlation);
            bool couldFire = correlation.Rules.Any(r => tried.Values.Any(
                t => (t.Rule.Id.Equals(r, StringComparison.OrdinalIgnoreCase) || t.Rule.Name.Equals(r, StringComparison.OrdinalIgnoreCase))
                    && t.State >= HuntRuleState.Silent));
            if (!correlation.IsAggregation)
            {
                HuntRuleState state = count > 0 ? HuntRuleState.Matched : couldFire ? HuntRuleState.Silent : HuntRuleState.NoEvidence;
                tried[correlation.Header] = new HuntRuleReport(correlation.Header, true, state, "", count, 0);
            }
            else if (tried.TryGetValue(correlation.Header, out HuntRuleReport? counted) && counted.State >= HuntRuleState.Silent)
            {
                // An old aggregation is one rule to people: what counts is what it found.
                tried[correlation.Header] = counted with { State = count > 0 ? HuntRuleState.Matched : HuntRuleState.Silent, Matches = count };
            }
        }

        return
        [
            .. plan.Headers.Select(h =>
                plan.LeftOut(h) is { Length: > 0 } reason ? new HuntRuleReport(h, false, HuntRuleState.LeftOut, reason, 0, 0)
                : tried.GetValueOrDefault(h) ?? new HuntRuleReport(h, false, HuntRuleState.LeftOut, "needs rules that are not run", 0, 0)),
        ];
    }
}
