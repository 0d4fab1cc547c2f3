using Hindcast.Analysis.Answers;
using Hindcast.Analysis.Campaigns;
using Hindcast.Analysis.Coverage;
using Hindcast.Analysis.Exposure;
using Hindcast.Analysis.Intrusions;
using Hindcast.Analysis.Stories;
using Hindcast.Engine.Detection;
using Hindcast.Engine.KnownGood;
using Hindcast.Engine.Packs;
using Hindcast.Engine.Pipeline;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Formats.Archives;

namespace Hindcast.Engine;

/// <summary>
/// From evidence to assessment: the one pipeline behind the command line, the web and the fleet. Reads evidence, writes
/// nothing, uses no network. The same evidence and packs give the same assessment.
/// </summary>
public static class Assessor
{
    /// <summary>Assesses one server's evidence.</summary>
    /// <param name="options">What and how.</param>
    /// <param name="progress">Is kept up to date while evidence is read.</param>
    /// <param name="cancellation">Ends the run.</param>
    public static AssessRun Run(AssessOptions options, ReadProgress progress, CancellationToken cancellation)
    {
        Knowledge knowledge = PackLoader.Load(options.PackFolder);
        UserRules? userRules = UserRules.Load(options.Rules, knowledge);
        List<Diagnostic> diagnostics = [.. knowledge.Diagnostics];
        DetectionPlan plan = new(knowledge.Packs.SelectMany(p => p.Rules), userRules: userRules?.Rules)
        {
            KnownGood = options.KnownGood is null ? null : KnownGoodTable.Load(options.KnownGood, diagnostics, cancellation),
        };
        EvidenceTree tree = EvidenceTree.Open(options.Evidence, cancel: cancellation);
        int threads = options.Threads > 0 ? options.Threads : Environment.ProcessorCount;
        CaseMerge read = new EvidenceReader(tree, plan, threads, progress).Read(cancellation);

        diagnostics.AddRange([.. tree.Diagnostics, .. read.Diagnostics]);
        if (read.Files.All(f => f.Log is null))
        {
            diagnostics.Add(ReadDiagnostics.NothingRecognised.At(
                new SourceLocation(""), $"{read.Files.Count} files", "IIS, Exchange, DNS or proxy logs, event logs, or web roots"));
        }

        long bytesRead = progress.DoneBytes;
        TrafficTally Look(IntrusionContext context)
        {
            (IReadOnlyList<string> addresses, IReadOnlyList<string> pages) = StoryAnalysis.WorthASecondLook(context);
            return new SecondLook(tree, read.Files, addresses, pages, progress).Run(threads, cancellation);
        }

        Assessment assessment = Compose(options, knowledge, plan, read, Sorted(diagnostics), Look);
        return new AssessRun(assessment with { UserRules = userRules?.Report(plan, read) }, bytesRead);
    }

    private static Assessment Compose(
        AssessOptions options, Knowledge knowledge, DetectionPlan plan, CaseMerge read, IReadOnlyList<Diagnostic> diagnostics,
        Func<IntrusionContext, TrafficTally> secondLook)
    {
        Campaign[] known = [.. knowledge.Packs.Select(p => p.Campaign)];
        IReadOnlyList<Observation> decoded = SunburstRecords.Decode(plan, read.Observations);
        IReadOnlyList<Observation> observations = Number(Telling(known, read.Observations.Concat(decoded)));
        IReadOnlyList<LogSign> signs = Number(read.Signs);
        IReadOnlyList<Campaign> campaigns = CampaignFit.Fitting(known, read.Files, observations);
        CoverageReport coverage = CoverageAnalysis.Run(read.Hours, read.Files, campaigns.SelectMany(c => c.Logs));
        ExposureReport exposure = ExposureAnalysis.Run(
            read.Builds, knowledge.Builds, [.. campaigns.SelectMany(c => c.Vulnerabilities).DistinctBy(v => v.Id)]);
        IReadOnlyList<Finding> findings =
        [
            .. campaigns.SelectMany(c => IntrusionAnalysis.Run(c, observations))
                .OrderByDescending(f => f.Outcome).ThenByDescending(f => f.Confidence)
                .Select((f, i) => SunburstRecords.Tell(f with { Id = $"F{i + 1}" }, observations)),
        ];
        IReadOnlyList<DetectionSummary> detections = Detections(known, plan, read, decoded);
        IntrusionContext intrusions = new()
        {
            Campaigns = campaigns,
            Observations = observations,
            Coverage = coverage,
            LogsRead = LogsRead(plan, coverage),
        };
        TrafficTally traffic = secondLook(intrusions);
        Story story = StoryAnalysis.Run(new StoryContext
        {
            Intrusions = intrusions,
            Findings = findings,
            Exposure = exposure,
            Files = read.Files,
            Addresses = traffic.Addresses,
            Pages = traffic.Pages,
        });
        AnswerContext context = new()
        {
            Campaigns = campaigns,
            Exposure = exposure,
            Coverage = coverage,
            Findings = findings,
            Story = story,
            Observations = observations,
            Signs = signs,
            Detections = detections,
            DetectionsThatCouldFire = detections.Count(d => d.CouldFire),
            Incomplete = diagnostics.Any(d => d.Descriptor.Severity == DiagnosticSeverity.Loss) || read.Files.Any(f => !f.ReadWhole),
        };
        return new Assessment
        {
            Tool = options.Tool,
            Packs = [.. knowledge.Packs.Select(p => p.Reference)],
            Verdict = AnswerComposer.Judge(context),
            Answers = AnswerComposer.Compose(context),
            Exposure = exposure,
            Coverage = coverage,
            Findings = findings,
            Intrusions = story.Intrusions,
            Actors = story.Actors,
            Chronology = story.Chronology,
            Impact = story.Impact,
            Persistence = story.Persistence,
            Mitigations = story.Mitigations,
            Actions = story.Actions,
            Observations = observations,
            Signs = signs,
            SignsLeftOut = read.SignsLeftOut,
            Detections = detections,
            Files = read.Files,
            Diagnostics = diagnostics,
        };
    }

    /// <summary>For each rule the logs with records that it reads.</summary>
    private static Dictionary<string, IReadOnlyList<LogName>> LogsRead(DetectionPlan plan, CoverageReport coverage)
    {
        LogName[] logs = [.. coverage.Logs.Where(l => l.Records > 0).Select(l => l.Log)];
        ILookup<string, LogName> byKind = logs.ToLookup(l => l.Kind, StringComparer.Ordinal);
        return plan.Rules.Take(plan.PackRuleCount).ToDictionary(
            r => r.Id,
            r => (IReadOnlyList<LogName>)[.. byKind.Where(k => plan.Reads(r, k.Key) || SunburstRecords.AreReadBy(plan, r, k.Key)).SelectMany(k => k).Order()],
            StringComparer.Ordinal);
    }

    /// <summary>All but the matches of rules that only find what a decoder reads.</summary>
    private static IEnumerable<Observation> Telling(Campaign[] campaigns, IEnumerable<Observation> observations)
    {
        HashSet<string> silent =
            [.. campaigns.SelectMany(c => c.Detections.Values).Where(m => m.Outcome == Outcome.None).Select(m => m.RuleId)];
        return observations.Where(o => !silent.Contains(o.RuleId));
    }

    private static IReadOnlyList<Observation> Number(IEnumerable<Observation> observations) =>
    [
        .. observations
            .OrderBy(o => o.Time?.UtcTicks ?? long.MaxValue).ThenBy(o => o.Location).ThenBy(o => o.RuleId, StringComparer.Ordinal)
            .Select((o, i) => o with { Id = $"O{i + 1}" }),
    ];

    private static IReadOnlyList<LogSign> Number(IEnumerable<LogSign> signs) =>
    [
        .. signs
            .OrderBy(s => s.Time?.UtcTicks ?? long.MaxValue).ThenBy(s => s.Location).ThenBy(s => s.Kind)
            .Select((s, i) => s with { Id = $"S{i + 1}" }),
    ];

    private static List<DetectionSummary> Detections(
        Campaign[] campaigns, DetectionPlan plan, CaseMerge read, IReadOnlyList<Observation> decoded)
    {
        ILookup<string, Observation> ofRule = decoded.ToLookup(o => o.RuleId, StringComparer.Ordinal);
        HashSet<string> kinds = [.. read.Files.Where(f => f.Log is not null && f.Records > 0).Select(f => f.Log!.Value.Kind)];
        List<DetectionSummary> summaries = [];
        for (int i = 0; i < plan.PackRuleCount; i++)
        {
            string id = plan.Rules[i].Id;
            Campaign campaign = campaigns.First(c => c.Detections.ContainsKey(id));
            DetectionMeaning meaning = campaign.Detections[id];
            if (kinds.Any(k => SunburstRecords.AreReadBy(plan, plan.Rules[i], k)))
            {
                Observation[] own = [.. ofRule[id]];
                summaries.Add(new DetectionSummary(
                    id, meaning.Title, campaign.Id, meaning.Subject, meaning.Role, meaning.Outcome, own.Length, own.Length, CouldFire: true)
                {
                    First = own.Min(o => o.Time),
                    Last = own.Max(o => o.Time),
                });
                continue;
            }

            summaries.Add(new DetectionSummary(
                id, meaning.Title, campaign.Id, meaning.Subject, meaning.Role, meaning.Outcome, read.Matches[i].Count, read.Kept(i),
                read.Matches[i].Count > 0 || kinds.Any(k => plan.Reads(plan.Rules[i], k)))
            {
                First = read.Matches[i].First,
                Last = read.Matches[i].Last,
                Clients = read.Matches[i].Clients,
                ClientsLeftOut = read.Matches[i].ClientsLeftOut,
                Technique = meaning.Technique,
            });
        }

        return summaries;
    }

    private static IReadOnlyList<Diagnostic> Sorted(IEnumerable<Diagnostic> diagnostics) =>
    [
        .. diagnostics.OrderByDescending(d => d.Descriptor.Severity).ThenBy(d => d.Location)
            .ThenBy(d => d.Code, StringComparer.Ordinal).ThenBy(d => d.Found, StringComparer.Ordinal),
    ];
}
