using System.Text.RegularExpressions;
using Hindcast.Engine;
using Hindcast.Engine.Packs;
using Hindcast.Engine.Pipeline;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Tests.Unit.Simulation;

namespace Hindcast.Tests.Unit.Engine.Stories;

/// <summary>
/// Walks every claim of assessments of simulated servers and checks it against the observations it names, by rules written
/// here a second time: a wording is never above its evidence, and nothing is claimed without proof.
/// </summary>
public sealed partial class ClaimWalkTests
{
    private static readonly string PackFolder = Path.Combine(AppContext.BaseDirectory, "packs");

    private static readonly Dictionary<string, (ObservationRole Role, Outcome Outcome, Rung Rung, bool HasPage)> Meanings =
        PackLoader.Load(PackFolder).Packs.SelectMany(p => p.Campaign.Detections.Values).DistinctBy(m => m.RuleId)
            .ToDictionary(m => m.RuleId, m => (m.Role, m.Outcome, m.Rung, m.Role == ObservationRole.Artefact), StringComparer.Ordinal);

    public static TheoryData<string> Scenarios =>
    [
        .. Directory.GetFiles(Path.Combine(Conventions.Checkout.Root, "scenarios"), "*.yml").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Every_claim_holds_by_the_observations_that_it_names(string scenario)
    {
        using SimulatedServer server = SimulatedServer.Of(scenario, seed: 301, scale: 0.0004);
        Assessment assessment = Assessor.Run(
            new AssessOptions { Evidence = [server.Result.EvidenceFolder], PackFolder = PackFolder, Tool = "test" },
            new ReadProgress(), TestContext.Current.CancellationToken).Assessment;
        Dictionary<string, Observation> observations = assessment.Observations.ToDictionary(o => o.Id, StringComparer.Ordinal);

        foreach (Intrusion intrusion in assessment.Intrusions)
        {
            Observation[] own = [.. intrusion.Observations.Select(id => observations[id])];
            foreach (IntrusionStage stage in intrusion.Stages.Where(s => s.State == StageState.Shown))
            {
                Observation[] claims = [.. stage.Claims.Select(id => observations[id])];
                Assert.All(claims, c => Assert.Contains(c, own));
                Assert.True(claims.Any(c => Shows(stage.Rung, c, own)), $"{scenario} {intrusion.Id}: {stage.Rung} without evidence ({stage.Because})");
            }

            Assert.All(intrusion.Stages.Where(s => s.State != StageState.Shown), s => Assert.Empty(s.Claims));
            Assert.Equal(Expected(intrusion, own), intrusion.Outcome);
        }

        // A thing that an owner may have made is no attempt where all requests only scanned.
        Outcome worst = assessment.Intrusions.Select(i => i.Outcome).Concat(assessment.Findings.Select(f => f.Outcome)).DefaultIfEmpty().Max();
        Outcome[] requests = [.. observations.Values.Select(o => Meanings.GetValueOrDefault(o.RuleId)).Where(m => m is { Role: ObservationRole.Request, Outcome: >= Outcome.Scanned }).Select(m => m.Outcome)];
        Assert.Equal(worst == Outcome.Attempted && requests.Length > 0 && requests.Max() == Outcome.Scanned ? Outcome.Scanned : worst, assessment.Verdict.Outcome);
        foreach (Finding finding in assessment.Findings.Where(f => f.Outcome >= Outcome.Succeeded))
        {
            Assert.Contains(assessment.Intrusions, i => i.Outcome >= finding.Outcome && i.Observations.Intersect(finding.Observations).Any());
        }

        if (assessment.Verdict.Outcome < Outcome.Succeeded)
        {
            Assert.DoesNotContain("Yes", assessment.Answers[1].Summary, StringComparison.Ordinal);
            Assert.DoesNotContain("Compromised:", assessment.Verdict.Headline, StringComparison.Ordinal);
        }

        if (assessment.Verdict.Outcome < Outcome.Reached)
        {
            Assert.Empty(assessment.Intrusions);
            Assert.Empty(assessment.Actors.Clusters);
            Assert.Empty(assessment.Impact.Mailboxes);
            Assert.All(assessment.Persistence, p => Assert.True(p is { Intrusion: "", State: PersistenceState.Present }));
        }

        foreach (PersistentItem item in assessment.Persistence.Where(p => p.Intrusion.Length == 0))
        {
            Assert.All(item.Claims, c => Assert.Equal(ObservationRole.Artefact, Meanings[assessment.Observations.Single(o => o.Id == c).RuleId].Role));
            Assert.DoesNotContain(assessment.Actions, a => a.Phase == ActionPhase.Evict && a.Claims.Contains(item.Id));
        }

        if (assessment.Persistence.All(p => p.Intrusion.Length == 0))
        {
            Assert.DoesNotContain("Yes", assessment.Answers[5].Summary, StringComparison.Ordinal);
        }

        Summed(assessment);
        Assert.Empty(Dangling(assessment));
    }

    /// <summary>The sentences behind the headline say the days, operators and things that the claims they name say, and no more.</summary>
    private static void Summed(Assessment assessment)
    {
        Verdict verdict = assessment.Verdict;
        Assert.Equal(2, verdict.Summary.Count);
        Assert.All(verdict.Summary, s => Assert.EndsWith(".", s.Text, StringComparison.Ordinal));
        if (verdict.Outcome < Outcome.Reached || assessment.Chronology.FirstReached is not { } first)
        {
            Assert.Contains(verdict.CoveredFrom?.ToString("yyyy-MM-dd", null) ?? "said of no time", verdict.Summary[0].Text, StringComparison.Ordinal);
            Assert.DoesNotContain("placed", verdict.Summary[1].Text, StringComparison.Ordinal);
            return;
        }

        Assert.Contains(first.Time.ToString()[..10], verdict.Summary[0].Text, StringComparison.Ordinal);
        Assert.Contains(first.Claim, verdict.Summary[0].Claims);
        Assert.Contains(assessment.Chronology.LastSign!.Claim, verdict.Summary[0].Claims);
        Assert.Equal(assessment.Actors.AtMost > 0, OperatorsTold().Match(verdict.Summary[0].Text) is { Success: true } told
            && told.Groups[1].Value == $"{assessment.Actors.AtMost}");
        Assert.Equal(assessment.Persistence.Any(p => p.State == PersistenceState.Present), StillThere().IsMatch(verdict.Summary[1].Text));
        Assert.Equal(assessment.Persistence.Any(p => p.UsedAfterFix), verdict.Summary[1].Text.Contains("after the fix", StringComparison.Ordinal));
    }

    [GeneratedRegex("([0-9]+) operators?[.]")]
    private static partial Regex OperatorsTold();

    [GeneratedRegex("still lies? in the evidence")]
    private static partial Regex StillThere();

    /// <summary>The evidence test of a rung: what one record can show, and whether a log stands by itself.</summary>
    private static bool Shows(Rung rung, Observation claim, Observation[] chain)
    {
        (ObservationRole role, Outcome outcome, Rung own, bool artefact) = Meanings[claim.RuleId];
        bool acts = role is ObservationRole.Effect or ObservationRole.Artefact;
        bool independent = acts && outcome >= Outcome.Succeeded
            && !chain.Any(o => Meanings[o.RuleId].Role == ObservationRole.Request && o.Log == claim.Log);
        bool rightRung = own == rung || (rung == Rung.CodePlaced && artefact && own == Rung.Succeeded);
        return rightRung && rung switch
        {
            Rung.Probed or Rung.Attempted => true,
            Rung.Reached => outcome >= Outcome.Reached,
            Rung.Succeeded or Rung.CodePlaced => independent,
            Rung.CodeUsed => independent || chain.Any(o => IsProof(o, chain)),
            Rung.DataOut when role == ObservationRole.Use && chain.Any(o => Shows(Rung.CodeUsed, o, chain)) => true,
            _ => role == ObservationRole.Request ? outcome >= Outcome.Reached : outcome >= Outcome.Reached && (role == ObservationRole.Use || independent),
        };
    }

    private static bool IsProof(Observation other, Observation[] chain)
    {
        (ObservationRole role, Outcome outcome, Rung rung, _) = Meanings[other.RuleId];
        return role is ObservationRole.Effect or ObservationRole.Artefact && outcome >= Outcome.Succeeded && rung is Rung.Succeeded or Rung.CodePlaced
            && !chain.Any(o => Meanings[o.RuleId].Role == ObservationRole.Request && o.Log == other.Log);
    }

    private static Outcome Expected(Intrusion intrusion, Observation[] own)
    {
        bool Shown(Rung rung) => intrusion.Stages.Single(s => s.Rung == rung).State == StageState.Shown;
        bool effect = own.Any(o => Meanings[o.RuleId] is { Role: not ObservationRole.Request, Outcome: >= Outcome.Succeeded });
        return Shown(Rung.CodeUsed) ? Outcome.Used
            : Shown(Rung.Succeeded) || Shown(Rung.CodePlaced) || (effect && (Shown(Rung.Accessed) || Shown(Rung.DataOut) || Shown(Rung.Spread))) ? Outcome.Succeeded
            : Outcome.Reached;
    }

    /// <summary>Claim ids that stand somewhere and that nothing in the assessment has.</summary>
    private static IEnumerable<string> Dangling(Assessment assessment)
    {
        HashSet<string> known =
        [
            .. assessment.Observations.Select(o => o.Id), .. assessment.Findings.Select(f => f.Id), .. assessment.Intrusions.Select(i => i.Id),
            .. assessment.Actors.Clusters.Select(a => a.Id), .. assessment.Persistence.Select(p => p.Id), .. assessment.Signs.Select(s => s.Id),
            .. assessment.Exposure.Builds.Select(b => b.Id), .. assessment.Exposure.Windows.Select(w => w.Id), .. assessment.Impact.Mailboxes.Select(m => m.Id),
            .. assessment.Unusual?.Items.Select(n => n.Id) ?? [], .. assessment.SeenEarlier?.Item is { } seen ? [seen.Id] : Array.Empty<string>(),
        ];
        IEnumerable<string> claims =
        [
            .. assessment.Answers.SelectMany(a => a.Details).SelectMany(d => d.Claims), .. assessment.Verdict.Summary.Concat(assessment.Verdict.Reasons).SelectMany(r => r.Claims),
            .. assessment.Findings.SelectMany(f => f.Reasons.SelectMany(r => r.Claims).Concat(f.Observations)),
            .. assessment.Persistence.SelectMany(p => p.Claims.Append(p.Intrusion)), .. assessment.Impact.Mailboxes.SelectMany(m => m.Claims.Append(m.Actor)),
            .. assessment.Impact.Taken.SelectMany(t => t.Claims), .. assessment.Actions.SelectMany(a => a.Claims), .. assessment.Mitigations.SelectMany(m => m.Claims),
            .. assessment.Actors.Clusters.SelectMany(c => c.Intrusions.Concat(c.Features.SelectMany(f => f.Claims))),
        ];
        return claims.Where(c => ClaimId().IsMatch(c) && !known.Contains(c)).Distinct(StringComparer.Ordinal);
    }

    [GeneratedRegex("^[A-Z][0-9]+$")]
    private static partial Regex ClaimId();
}
