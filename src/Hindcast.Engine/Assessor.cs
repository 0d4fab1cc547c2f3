using System.Diagnostics;
using Hindcast.Analysis.Answers;
using Hindcast.Analysis.Campaigns;
using Hindcast.Analysis.Coverage;
using Hindcast.Analysis.Exposure;
using Hindcast.Analysis.Intrusions;
using Hindcast.Analysis.Stories;
using Hindcast.Analysis.Surprise;
using Hindcast.Engine.Detection;
using Hindcast.Engine.Findings;
using Hindcast.Engine.Keeping;
using Hindcast.Engine.Packs;
using Hindcast.Engine.PageOwners;
using Hindcast.Engine.PageUse;
using Hindcast.Engine.Pipeline;
using Hindcast.Engine.Replay;
using Hindcast.Engine.Surprise;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Formats.Archives;
using Hindcast.Sigma;
using Hindcast.Sigma.Correlations;

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
    public static AssessRun Run(AssessOptions options, ReadProgress progress, CancellationToken cancellation) =>
        Run(options, AssessPlan.Load(options, cancellation), progress, cancellation);

    /// <summary>Assesses one server's evidence with packs that are loaded already.</summary>
    /// <param name="options">What and how: those that the plan was loaded for, but for the evidence, what is kept of it, and threads.</param>
    /// <param name="loaded">The packs.</param>
    /// <param name="progress">Is kept up to date while evidence is read.</param>
    /// <param name="cancellation">Ends the run.</param>
    public static AssessRun Run(AssessOptions options, AssessPlan loaded, ReadProgress progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(loaded);
        ArgumentNullException.ThrowIfNull(progress);
        Knowledge knowledge = loaded.Knowledge;
        UserRules? userRules = loaded.UserRules;
        DetectionPlan plan = loaded.Detection;
        List<Diagnostic> diagnostics = [.. loaded.Diagnostics];
        long started = Stopwatch.GetTimestamp();
        EvidenceTree tree = EvidenceTree.Open(options.Evidence, cancel: cancellation);
        KeptFiles? kept = options.KeptIn is { } folder && KeptFiles.AreIn(folder) ? KeptFiles.Open(folder) : null;
        kept?.Bind(tree);
        int threads = options.Threads > 0 ? options.Threads : Environment.ProcessorCount;
        CaseMerge read = new EvidenceReader(tree, kept, plan, options.Hashed, threads, progress).Read(cancellation);

        long answering = Stopwatch.GetTimestamp();
        diagnostics.AddRange([.. tree.Diagnostics, .. read.Diagnostics, .. DetectionDiagnostics.OfRun(plan)]);
        if (read.Files.All(f => f.Log is null))
        {
            diagnostics.Add(ReadDiagnostics.NothingRecognised.At(
                new SourceLocation(""), ReadDiagnostics.Found([.. read.Files.Select(f => (f.Path, f.SizeBytes))]), "IIS, Exchange, DNS or proxy logs, event logs, or web roots"));
        }

        long bytesRead = progress.DoneBytes;
        TrafficTally Look(IntrusionContext context)
        {
            (IReadOnlyList<string> addresses, IReadOnlyList<string> pages) = StoryAnalysis.WorthASecondLook(context);
            return new SecondLook(tree, kept, read.Files, addresses, pages, progress).Run(threads, cancellation);
        }

        // Most of what the section of the unusual takes needs no findings, so it is done beside them.
        Task<SurpriseLook>? look = null;
        if (options.LooksForSurprise)
        {
            diagnostics.AddRange(SurpriseReading.Trouble(read.Profile));
            look = Task.Run(() => SurpriseAnalysis.Look(read.Profile, new SurpriseOptions()), cancellation);
        }

        PageOwnerTable owners = PageOwnerTable.Of(read, tree);
        IReadOnlyList<Observation> uses = PageUseRecords.Join(
            plan, read.Observations, read.Files, owners, pages => PageUseLook.Run(pages, tree, kept, read.Files, threads, progress, cancellation));
        Assessment assessment = Compose(options, knowledge, plan, read, owners, [.. uses, .. PageOwnerRecords.Join(plan, read, owners)], Sorted(diagnostics), Look, look);
        UnusualReport? unusual = look is null ? null : SurpriseReading.Judge(look.GetAwaiter().GetResult(), assessment, knowledge);
        assessment = assessment with { UserRules = userRules?.Report(plan, read), Unusual = unusual };
        return new AssessRun(options.Hashed == HashedFiles.Cited ? CitedFiles.Hash(assessment, tree, threads, cancellation) : assessment, bytesRead, tree)
        {
            ReadingTime = Stopwatch.GetElapsedTime(started, answering),
            AnsweringTime = Stopwatch.GetElapsedTime(answering),
            FilesReused = kept?.FilesRead ?? 0,
            BytesReused = kept?.BytesRead ?? 0,
            Profile = options.LooksForSurprise ? read.Profile : null,
        };
    }

    private static Assessment Compose(
        AssessOptions options, Knowledge knowledge, DetectionPlan plan, CaseMerge read, PageOwnerTable owners, IReadOnlyList<Observation> joined, IReadOnlyList<Diagnostic> diagnostics,
        Func<IntrusionContext, TrafficTally> secondLook, Task<SurpriseLook>? look)
    {
        Campaign[] known = [.. knowledge.Packs.Select(p => p.Campaign)];
        Dictionary<string, DetectionMeaning> meanings = known.SelectMany(c => c.Detections.Values).ToDictionary(m => m.RuleId);
        IReadOnlyList<Observation> decoded = [.. SunburstRecords.Decode(plan, read.Observations), .. joined];
        Observation[] inTime = [.. read.Observations.Select(owners.Tell).Concat(decoded).Where(o => IsInWindow(o, meanings[o.RuleId]))];
        IReadOnlyList<CorrelatedObservation> correlated = PackCorrelations.Run(knowledge.Packs, inTime);
        IReadOnlyList<Observation> observations = PackCorrelations.NameParts(Number(Telling(inTime, correlated, meanings)), correlated);
        IReadOnlyList<LogSign> signs = Number(read.Signs);
        IReadOnlyList<Campaign> campaigns = CampaignFit.Fitting(known, read.Files, observations);
        CoverageReport coverage = CoverageAnalysis.Run(read.Hours, read.Logs, campaigns.SelectMany(c => c.Logs));
        ExposureReport exposure = ExposureAnalysis.Run(
            read.Builds.Concat(ProductFileSightings.Of(inTime, knowledge.Files)), knowledge.Builds, [.. campaigns.SelectMany(c => c.Vulnerabilities).DistinctBy(v => v.Id)]);
        RuleLogs logs = new(plan, coverage.Logs.Where(l => l.Records > 0).Select(l => l.Log));
        IntrusionContext intrusions = new()
        {
            Campaigns = campaigns,
            Observations = observations,
            Coverage = coverage,
            LogsRead = LogsRead(knowledge, plan, logs),
        };
        IReadOnlyDictionary<string, Outcome> ladder = StoryAnalysis.Ladder(intrusions);
        IReadOnlyList<Finding> findings = RelatedFindings.Tell(
        [
            .. campaigns.SelectMany(c => IntrusionAnalysis.Run(c, observations, ladder))
                .OrderByDescending(f => f.Outcome).ThenByDescending(f => f.Confidence)
                .Select((f, i) => SunburstRecords.Tell(f with { Id = $"F{i + 1}" }, observations)),
        ],
            observations);
        IReadOnlyList<DetectionSummary> detections = Detections(knowledge, plan, read, logs, observations, decoded);
        TrafficTally traffic = secondLook(intrusions);
        Story story = StoryAnalysis.Run(new StoryContext
        {
            Intrusions = intrusions,
            Findings = findings,
            Exposure = exposure,
            Files = read.Files,
            Addresses = traffic.Addresses,
            Pages = traffic.Pages,
            Mailboxes = traffic.Mailboxes,
        });
        SeenEarlierReport? seenEarlier = look is not null ? SeenEarlierReading.Of(look, knowledge, campaigns, findings, observations, story) : null;
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
            SeenEarlier = seenEarlier,
            DetectionsThatCouldFire = detections.Count(d => d.CouldFire),
            SeveralMachines = ProductWords.Of(campaigns, findings).SpansMachines ? [] : [.. MachineAnalysis.Several(read.Machines.Concat(Named(inTime)), exposure.Builds)],
            LogsRead = intrusions.LogsRead.Values.SelectMany(l => l).ToHashSet(),
            Incomplete = diagnostics.Any(d => d.Descriptor.Severity == DiagnosticSeverity.Loss) || read.Files.Any(f => !f.ReadWhole),
        };
        IReadOnlyList<Answer> answers = AnswerComposer.Compose(context);
        return new Assessment
        {
            Tool = options.Tool,
            Packs = [.. knowledge.Packs.Select(p => p.Reference)],
            Verdict = AnswerComposer.Judge(context, answers),
            Answers = answers,
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
            SeenEarlier = seenEarlier,
            Detections = detections,
            Files = read.Files,
            Diagnostics = diagnostics,
        };
    }

    /// <summary>The servers that rows of Exchange logs name as their own, among those that a rule met.</summary>
    private static IEnumerable<MachineSighting> Named(IEnumerable<Observation> observations) => observations
        .Where(o => o.Field("ServerHostName") is { Length: > 0 })
        .Select(o => new MachineSighting(o.Field("ServerHostName")!, o.Time, o.Time));

    /// <summary>False for a match of an indicator at a time when it was not yet, or is no longer, what was published.</summary>
    private static bool IsInWindow(Observation observation, DetectionMeaning meaning) =>
        meaning.Window is not { } window || observation.Time is not { } time || (time.Day >= window.First && time.Day <= window.Last);

    /// <summary>Everything that says something by itself, what defenders did, the correlations, and the parts of these.</summary>
    private static IEnumerable<Observation> Telling(
        IReadOnlyList<Observation> observations, IReadOnlyList<CorrelatedObservation> correlated, Dictionary<string, DetectionMeaning> meanings)
    {
        HashSet<Observation> parts = new(correlated.SelectMany(c => c.Parts), ReferenceEqualityComparer.Instance);
        return observations.Where(o => meanings[o.RuleId] is { Outcome: > Outcome.None } or { Role: ObservationRole.Mitigation } || parts.Contains(o))
            .Concat(correlated.Select(c => c.Observation));
    }

    /// <summary>For each rule the logs with records that it reads; for a correlation those of its parts.</summary>
    private static Dictionary<string, IReadOnlyList<LogName>> LogsRead(Knowledge knowledge, DetectionPlan plan, RuleLogs logs)
    {
        Dictionary<string, IReadOnlyList<LogName>> read = plan.Rules.Take(plan.PackRuleCount).ToDictionary(r => r.Id, logs.Of, StringComparer.Ordinal);
        foreach (CampaignPack pack in knowledge.Packs)
        {
            ILookup<string, string> idsByName = pack.Rules.Select(r => r.Header).Concat(pack.Correlations.Select(c => c.Header)).ToLookup(h => h.Name, h => h.Id);
            foreach (SigmaCorrelation correlation in pack.Correlations)
            {
                read[correlation.Id] =
                    [.. correlation.Rules.SelectMany(r => idsByName[r].Append(r)).SelectMany(r => read.GetValueOrDefault(r) ?? []).Distinct().Order()];
            }
        }

        return read;
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
        Knowledge knowledge, DetectionPlan plan, CaseMerge read, RuleLogs logs, IReadOnlyList<Observation> observations, IReadOnlyList<Observation> decoded)
    {
        ILookup<string, Observation> ofRule = decoded.ToLookup(o => o.RuleId, StringComparer.Ordinal);
        Dictionary<string, int> kept = observations.CountBy(o => o.RuleId).ToDictionary();
        Dictionary<string, (MatchTally? Matches, bool CouldFire)> byRule = new(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < plan.PackRuleCount; i++)
        {
            SigmaRule rule = plan.Rules[i];
            byRule[rule.Id] = (read.Matches[i], read.Matches[i].Count > 0 || logs.Of(rule).Count > 0);
            if (rule.Name.Length > 0)
            {
                byRule[rule.Name] = byRule[rule.Id];
            }
        }

        List<DetectionSummary> summaries = [];
        foreach (CampaignPack pack in knowledge.Packs)
        {
            DetectionSummary Summary(string id, long matches, bool couldFire)
            {
                DetectionMeaning meaning = pack.Campaign.Detections[id];
                return new DetectionSummary(
                    id, meaning.Title, pack.Campaign.Id, meaning.Subject, meaning.Role, meaning.Outcome, matches,
                    kept.GetValueOrDefault(id), couldFire)
                {
                    Technique = meaning.Technique,
                };
            }

            foreach (SigmaRule rule in pack.Rules)
            {
                if (logs.IsOfMadeRecords(rule))
                {
                    Observation[] own = [.. ofRule[rule.Id]];
                    byRule[rule.Id] = (null, true);
                    summaries.Add(Summary(rule.Id, own.Length, couldFire: true) with { First = own.Min(o => o.Time), Last = own.Max(o => o.Time) });
                    continue;
                }

                (MatchTally? matches, bool couldFire) = byRule[rule.Id];
                summaries.Add(Summary(rule.Id, matches!.Count, couldFire) with
                {
                    First = matches.First,
                    Last = matches.Last,
                    Clients = matches.Clients,
                    ClientsLeftOut = matches.ClientsLeftOut,
                });
            }

            foreach (SigmaCorrelation correlation in pack.Correlations)
            {
                bool couldFire = correlation.Rules.All(r => byRule.TryGetValue(r, out var part) && part.CouldFire);
                byRule[correlation.Id] = (null, couldFire);
                summaries.Add(Summary(correlation.Id, kept.GetValueOrDefault(correlation.Id), couldFire));
            }
        }

        return summaries;
    }

    internal static IReadOnlyList<Diagnostic> Sorted(IEnumerable<Diagnostic> diagnostics) =>
    [
        .. diagnostics.OrderByDescending(d => d.Descriptor.Severity).ThenBy(d => d.Location)
            .ThenBy(d => d.Code, StringComparer.Ordinal).ThenBy(d => d.Found, StringComparer.Ordinal),
    ];
}
