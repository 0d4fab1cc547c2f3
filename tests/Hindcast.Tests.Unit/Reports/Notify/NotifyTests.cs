using Hindcast.Engine.Duties;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;
using Hindcast.Reports.Notify;
using Hindcast.Reports.Sharing;
using Hindcast.Tests.Unit.Conventions;
using Hindcast.Tests.Unit.Reports.Html;
using Hindcast.Tests.Unit.Reports.Sharing;

namespace Hindcast.Tests.Unit.Reports.Notify;

public sealed class NotifyTests
{
    private static readonly DateTime Friday = new(2021, 3, 19, 16, 30, 0, DateTimeKind.Utc);
    private static readonly SharedCase Case = new(SampleAssessment.Compromised(), SharedSample.Options with { IdentifyVictim = true, Organisation = "Contoso" });

    [Fact]
    public void Every_duty_of_the_packs_loads_with_source_and_day()
    {
        List<Diagnostic> diagnostics = [];
        IReadOnlyList<Duty> duties = DutyLoader.Load(Path.Combine(Checkout.Root, "packs"), diagnostics);
        Assert.Empty(diagnostics);
        Assert.Equal(["circia", "cisa-federal", "gdpr-33", "hipaa", "nis2-23", "sec-8k-105", "uk-gdpr-33", "uk-nis"], duties.Select(d => d.Id).Order(StringComparer.Ordinal));
        Assert.All(duties, d => Assert.True(d.AsOf >= new DateOnly(2026, 1, 1)));
        Assert.Equal("unclear", duties.First(d => d.Id == "circia").Status);
    }

    [Fact]
    public void Deadlines_are_counted_from_when_it_was_known()
    {
        string text = NotifyText.Write(Case, Duties("gdpr-33", "hipaa"), Friday);
        Assert.Contains("-- notification: by 2021-03-22 16:30 UTC (within 72 hours after the clock starts)", text, StringComparison.Ordinal);
        Assert.Contains("by 2021-05-18 16:30 UTC", text, StringComparison.Ordinal);
        string later = NotifyText.Write(Case, Duties("nis2-23", "cisa-federal"), Friday.AddYears(4));
        Assert.Contains("-- early warning: by 2025-03-20 16:30 UTC", later, StringComparison.Ordinal);
        Assert.Contains("-- final report: by 2025-04-22 16:30 UTC (within 1 month after incident notification)", later, StringComparison.Ordinal);
        Assert.Contains("(within 1 hour after the clock starts)", later, StringComparison.Ordinal);
    }

    [Fact]
    public void A_duty_that_did_not_exist_when_the_incident_became_known_says_so_and_has_no_times()
    {
        string text = NotifyText.Write(Case, Duties("nis2-23"), Friday);
        Assert.Contains("THIS DUTY DID NOT EXIST when the incident became known (2021-03-19)", text, StringComparison.Ordinal);
        Assert.DoesNotContain(": by 2021", text, StringComparison.Ordinal);
        Assert.DoesNotContain("DID NOT EXIST", NotifyText.Write(Case, Duties("gdpr-33", "nis2-23"), null), StringComparison.Ordinal);
        Assert.DoesNotContain("DID NOT EXIST", NotifyText.Write(Case, Duties("nis2-23"), new DateTime(2024, 10, 18, 0, 0, 0, DateTimeKind.Utc)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_activity_is_that_of_the_intrusions_and_attempts_of_others_stand_beside_it()
    {
        Assessment sample = SampleAssessment.Compromised();
        EvidenceTime scan = SampleAssessment.Time("2021-02-27T03:10:55.201Z"), late = SampleAssessment.Time("2021-03-15T08:00:00Z");
        Assessment attempts = sample with { Actors = sample.Actors with { Attempts = new AttemptSummary(2, 3, scan, late, ["O1"]) } };
        Assert.StartsWith("2021-03-03T04:23:22Z, in the logs", Fact("first-activity", attempts), StringComparison.Ordinal);
        Assert.Contains("attempts of addresses that got no further: from 2021-02-27T03:10:55.201Z on", Fact("first-activity", attempts), StringComparison.Ordinal);
        Assert.Contains("until 2021-03-15T08:00:00Z", Fact("last-activity", attempts), StringComparison.Ordinal);
        Assert.StartsWith("None that got in is shown. First attempt: 2021-02-27T03:10:55.201Z", Fact("first-activity", attempts with { Intrusions = [], Findings = [] }), StringComparison.Ordinal);
        Assert.Equal(FactSheet.Unknown, Fact("first-activity", SampleAssessment.Empty()));
    }

    [Fact]
    public void Authorities_read_no_ids_of_the_case_and_no_attempts_as_effects()
    {
        Assessment sample = SampleAssessment.Compromised();
        Statement about = new("About the same page as F1, seen by another pack: proxylogon", []);
        Assessment told = sample with
        {
            Findings = [.. sample.Findings.Select(f => f with { Reasons = [.. f.Reasons, about] })],
            Intrusions = [sample.Intrusions[0] with { Stages = [new IntrusionStage(Rung.CodeUsed, StageState.Shown, "The page answered A1", null, []), new IntrusionStage(Rung.Attempted, StageState.Shown, "tried", null, [])] }],
            Answers = [.. sample.Answers.Select(a => a.Number == 5 ? a with { Status = AnswerStatus.Partly, Summary = "12 bytes went out to A1 through /x/A1.aspx, I1, A7." } : a)],
        };
        Assert.Equal("Code used: The page answered the intruder", Fact("effect", told));
        Assert.Equal("12 bytes went out to the intruder through /x/A1.aspx, the intrusion, A7.", Fact("data", told));
    }

    [Fact]
    public void Persons_read_plain_words()
    {
        string text = NotifyText.Write(Case, Duties("gdpr-33"), Friday);
        string message = text[text.IndexOf("-- message to the persons", StringComparison.Ordinal)..];
        Assert.Contains("got into one of our mail servers. Our records show this from 2021-03-03 to 2021-03-03.", message, StringComparison.Ordinal);
        Assert.DoesNotContain("CVE-", message, StringComparison.Ordinal);
        Assert.DoesNotContain("confidence", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Likelihood.Unlikely, false)]
    [InlineData(Likelihood.RoughlyEven, true)]
    public void A_published_group_is_named_from_an_even_chance_on(Likelihood likelihood, bool named)
    {
        Assessment sample = SampleAssessment.Compromised();
        ActorCluster cluster = sample.Actors.Clusters[0];
        cluster = cluster with { Resemblances = [cluster.Resemblances[0] with { Likelihood = likelihood }] };
        Assert.Equal(named, Fact("actor", sample with { Actors = sample.Actors with { Clusters = [cluster] } }).Contains("GROUP", StringComparison.Ordinal));
    }

    [Fact]
    public void Causes_and_indicators_are_what_came_through()
    {
        Assessment sample = SampleAssessment.Compromised();
        Finding scan = sample.Findings[2] with { Subject = "CVE-2021-26858", Title = "CVE-2021-26858: attempted", Outcome = Outcome.Attempted };
        Assert.DoesNotContain("CVE-2021-26858", Fact("root-cause", sample with { Findings = [.. sample.Findings, scan] }), StringComparison.Ordinal);
        Assert.DoesNotContain("203.0.113.9", Fact("indicators", sample), StringComparison.Ordinal);
    }

    [Fact]
    public void A_clock_that_starts_with_a_decision_is_not_started_by_knowing()
    {
        string text = NotifyText.Write(Case, Duties("sec-8k-105"), Friday);
        Assert.Contains("-- Form 8-K: within 4 business days after the clock starts", text, StringComparison.Ordinal);
        Duty started = Duties("sec-8k-105")[0] with { StartsWhenKnown = true };
        Assert.Contains("by 2024-03-21 16:30 UTC", NotifyText.Write(Case, [started], new DateTime(2024, 3, 15, 16, 30, 0, DateTimeKind.Utc)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_case_tells_is_filled_in_and_the_rest_is_marked()
    {
        string text = NotifyText.Write(Case, Duties("gdpr-33", "nis2-23"), null);
        Assert.Contains("No --known-at", text, StringComparison.Ordinal);
        Assert.Contains("Contoso", text, StringComparison.Ordinal);
        Assert.Contains("CVE-2021-27065 (file write after logon)", text, StringComparison.Ordinal);
        Assert.Contains("198.51.100.23", text, StringComparison.Ordinal);
        Assert.Contains($"   Categories and number of persons and records:\n     {FactSheet.Unknown}", text, StringComparison.Ordinal);
        Assert.Contains("[CANNOT BE KNOWN from this evidence", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("id: x")]
    [InlineData("nonsense: [")]
    [InlineData("id: x\nname: x\nstatus: maybe\nas-of: 2026-01-01\napplies-to: x\nclock-start: x\nsources: [x]\ndeadlines: [{name: a, recipient: b}]")]
    [InlineData("id: x\nname: x\nstatus: in-force\nas-of: 2026-01-01\napplies-to: x\nclock-start: x\nsources: [x]\ndeadlines: [{name: a, recipient: b, facts: [moon]}]")]
    [InlineData("id: x\nname: x\nstatus: in-force\nas-of: 2026-01-01\napplies-to: x\nclock-start: x\nsources: [x]\ndeadlines: [{name: a, recipient: b, after: later}]")]
    public void A_file_that_is_no_duty_is_named_and_left_out(string yaml)
    {
        string folder = Directory.CreateTempSubdirectory("hindcast-test-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "duties"));
        File.WriteAllText(Path.Combine(folder, "duties", "x.yml"), yaml);
        List<Diagnostic> diagnostics = [];
        Assert.Empty(DutyLoader.Load(folder, diagnostics));
        Assert.Equal("HC7020", Assert.Single(diagnostics).Code);
        Directory.Delete(folder, recursive: true);
    }

    private static string Fact(string key, Assessment assessment) => FactSheet.Fill(key, SharedSample.Of(assessment)).Text;

    private static Duty[] Duties(params string[] ids) =>
        [.. DutyLoader.Load(Path.Combine(Checkout.Root, "packs"), []).Where(d => ids.Contains(d.Id)).OrderBy(d => Array.IndexOf(ids, d.Id))];
}
