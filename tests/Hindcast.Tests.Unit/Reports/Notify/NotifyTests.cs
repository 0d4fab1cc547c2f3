using Hindcast.Engine.Duties;
using Hindcast.Evidence;
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
        string text = NotifyText.Write(Case, Duties("gdpr-33", "nis2-23", "hipaa"), Friday);
        Assert.Contains("-- notification: by 2021-03-22 16:30 UTC (within 72 hours after the clock starts)", text, StringComparison.Ordinal);
        Assert.Contains("-- early warning: by 2021-03-20 16:30 UTC", text, StringComparison.Ordinal);
        Assert.Contains("-- final report: by 2021-04-22 16:30 UTC (within 1 months after incident notification)", text, StringComparison.Ordinal);
        Assert.Contains("by 2021-05-18 16:30 UTC", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_clock_that_starts_with_a_decision_is_not_started_by_knowing()
    {
        string text = NotifyText.Write(Case, Duties("sec-8k-105"), Friday);
        Assert.Contains("-- Form 8-K: within 4 business days after the clock starts", text, StringComparison.Ordinal);
        Duty started = Duties("sec-8k-105")[0] with { StartsWhenKnown = true };
        Assert.Contains("by 2021-03-25 16:30 UTC", NotifyText.Write(Case, [started], Friday), StringComparison.Ordinal);
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

    private static Duty[] Duties(params string[] ids) =>
        [.. DutyLoader.Load(Path.Combine(Checkout.Root, "packs"), []).Where(d => ids.Contains(d.Id)).OrderBy(d => Array.IndexOf(ids, d.Id))];
}
