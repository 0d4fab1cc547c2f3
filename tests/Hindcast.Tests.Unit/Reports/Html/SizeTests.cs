using System.Diagnostics;
using System.Globalization;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Tests.Unit.Reports.Html;

public sealed class SizeTests
{
    private const int MaxBytes = 3_000_000;

    [Fact]
    public void Large_case_is_written_in_seconds_and_its_page_without_rows_stays_under_three_megabytes()
    {
        Assessment large = Large("server1.zip!/C/inetpub/logs/LogFiles/W3SVC1/u_ex", "/aspnet_client/supp0rt.aspx");
        byte[] bytes = Page.Write(large);
        long best = long.MaxValue;

        // The best of three: other work on the machine is not the report's.
        for (int i = 0; i < 3; i++)
        {
            Stopwatch watch = Stopwatch.StartNew();
            Page.Write(large);
            best = Math.Min(best, watch.ElapsedMilliseconds);
        }

        Page page = Page.Of(large);
        int rows = page.Document.QuerySelectorAll("script[data-rows]").Sum(s => s.TextContent.Length);
        Assert.True(bytes.Length - rows < MaxBytes, $"{bytes.Length} bytes, {rows} of them rows");
        Assert.InRange(rows, 1_000_000, 12_000_000);
        TestContext.Current.TestOutputHelper?.WriteLine($"{best} ms, {bytes.Length} bytes");
        Assert.True(best < 2_500, $"{best} ms");
        Assert.Contains("Not shown here: 51,499 observations. All of them stand in timeline.csv, and", page.Visible, StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector("#O52000"));
        Assert.Equal("O52000", page.Document.QuerySelector("section[aria-labelledby=why] a[href='#O52000']")!.TextContent);
    }

    [Fact]
    public void Rows_beyond_the_room_for_them_are_counted()
    {
        Assessment large = Large("a", "b") with { Findings = [] };
        large = large with { Observations = [.. large.Observations.Select((o, i) => o with { Location = new SourceLocation($"{i}{new string('x', 250)}", i, 1, i) })] };
        Page page = Page.Of(large with { Observations = [.. large.Observations, .. large.Observations, .. large.Observations] });
        Assert.InRange(page.Bytes.Length, 24_000_000, 29_000_000);
        int told = int.Parse(page.Document.QuerySelector("[data-list=observations]")!.GetAttribute("data-total")!, CultureInfo.InvariantCulture);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"Not shown here: {156_000 - told:N0} observations. All of them stand in timeline.csv."), page.Visible, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<")]
    [InlineData("\u202e")]
    [InlineData("検")]
    public void Large_case_of_hostile_strings_stays_bounded(string letter)
    {
        string text = string.Concat(Enumerable.Repeat(letter, 2_000));
        Assert.True(Page.Write(Large(text, text)).Length is > 500_000 and < 32_000_000);
    }

    private static Assessment Large(string path, string value)
    {
        Assessment sample = SampleAssessment.Compromised();
        Observation model = sample.Observations[5];
        KeyValuePair<string, string>[] fields = [.. Enumerable.Range(0, 14).Select(i => new KeyValuePair<string, string>($"field-{i}", value))];
        DiagnosticDescriptor kind = sample.Diagnostics[0].Descriptor;
        long start = SampleAssessment.Time("2021-01-20T00:00:00Z").UtcTicks;
        string[] all = [.. Enumerable.Range(1, 52_000).Select(i => Id("O", i))];
        return sample with
        {
            Verdict = sample.Verdict with { Reasons = [new Statement("The last one", ["O52000"])] },
            Findings = [sample.Findings[0] with { Observations = all, Reasons = [new Statement("All", all)] }],
            Observations =
            [
                .. all.Select((id, i) => model with
                {
                    Id = id, Time = new EvidenceTime(start + (i * TimeSpan.TicksPerMinute), TimePrecision.Second), Fields = fields,
                    Location = new SourceLocation(path, i * 300L, 300, i),
                }),
            ],
            Files = [.. Enumerable.Range(0, 5_000).Select(i => sample.Files[0] with { Path = Id(path, i) })],
            Diagnostics = [.. Enumerable.Range(0, 2_000).Select(i => kind.At(new SourceLocation(path, i, 1, i), value, "63", i))],
        };
    }

    private static string Id(string prefix, int number) => prefix + number.ToString(CultureInfo.InvariantCulture);
}
