using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AngleSharp.Dom;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Tests.Unit.Reports.Html;

public sealed class HtmlReportTests
{
    public static TheoryData<string> Cases => ["compromised", "clean", "empty", "three years"];

    [Fact]
    public void One_row_of_a_far_off_year_does_not_stretch_the_drawings()
    {
        Assessment usual = SampleAssessment.Compromised();
        LogCoverage forged = usual.Coverage.Logs[0] with { Days = [.. usual.Coverage.Logs[0].Days, new CoverageDay(new DateOnly(9998, 12, 31), 1, 1)] };
        Assessment hostile = usual with
        {
            Coverage = usual.Coverage with { Logs = [forged, .. usual.Coverage.Logs.Skip(1)], To = new DateOnly(9998, 12, 31) },
        };
        string[] Drawn(Assessment assessment) => [.. Page.Of(assessment).Document.QuerySelectorAll("svg path").Select(p => p.GetAttribute("d")!)];
        Assert.Equal(Drawn(usual), Drawn(hostile));
        Assert.Contains("Not drawn: 1 day far from all others", Page.Of(hostile).Visible, StringComparison.Ordinal);
        Assert.DoesNotContain("Not drawn", Page.Of(usual).Visible, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Page_loads_and_runs_nothing(string name)
    {
        Page page = Page.Of(Case(name));
        Assert.Equal(
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
            page.Document.QuerySelector("meta[http-equiv='Content-Security-Policy']")!.GetAttribute("content"));
        Assert.Empty(page.Document.QuerySelectorAll("script, link, img, iframe, object, embed, form, base, use, image"));
        Assert.All(page.Document.All.SelectMany(e => e.Attributes), a =>
        {
            Assert.False(a.Name.StartsWith("on", StringComparison.Ordinal), a.Name);
            Assert.False(a.Name is "src" or "style" or "action" or "srcset", a.Name);
        });
        Assert.DoesNotContain("@import", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_report_allows_the_one_script_that_turns_its_pages_and_no_other()
    {
        Assessment sample = SampleAssessment.Compromised();
        Page page = Page.Of(sample with { Findings = [.. Enumerable.Range(1, 101).Select(i => sample.Findings[0] with { Id = string.Create(CultureInfo.InvariantCulture, $"F{i}") })] });
        IElement script = Assert.Single(page.Document.QuerySelectorAll("script:not([type='application/json'])"));
        string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script.TextContent)));
        Assert.Equal(
            $"default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-{hash}'",
            page.Document.QuerySelector("meta[http-equiv='Content-Security-Policy']")!.GetAttribute("content"));
        Assert.DoesNotContain("innerHTML", script.TextContent, StringComparison.Ordinal);
        Assert.Equal(100, page.Document.QuerySelectorAll("#findings article").Length);
        Assert.Contains("Not shown here: 1 finding. All of them stand in assessment.json, and", page.Visible, StringComparison.Ordinal);
        using JsonDocument rows = JsonDocument.Parse(Assert.Single(page.Document.QuerySelectorAll("script[data-rows=findings]")).TextContent);
        Assert.Equal(101, rows.RootElement.GetProperty("r").GetArrayLength());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_reference_has_its_target_and_every_id_stands_once(string name)
    {
        Page page = Page.Of(Case(name));
        string[] ids = [.. page.Document.QuerySelectorAll("[id]").Select(e => e.Id!)];
        Assert.Equal(ids.Length, ids.Distinct(StringComparer.Ordinal).Count());
        IEnumerable<string> targets = page.Document.QuerySelectorAll("a").Select(a => a.GetAttribute("href")!)
            .Select(href =>
            {
                Assert.StartsWith("#", href, StringComparison.Ordinal);
                return href[1..];
            })
            .Concat(page.Document.QuerySelectorAll("[aria-labelledby]").SelectMany(e => e.GetAttribute("aria-labelledby")!.Split(' ')));
        Assert.All(targets, target => Assert.Contains(target, ids));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Page_is_made_for_people_who_do_not_see_it(string name)
    {
        IDocument document = Page.Of(Case(name)).Document;
        Assert.Equal("en", document.DocumentElement.GetAttribute("lang"));
        Assert.Single(document.QuerySelectorAll("h1"));
        Assert.Single(document.QuerySelectorAll("main"));
        Assert.Equal("#verdict", document.Body!.QuerySelector("a")!.GetAttribute("href"));
        Assert.All(document.QuerySelectorAll("thead th"), th => Assert.Equal("col", th.GetAttribute("scope")));
        Assert.All(document.QuerySelectorAll("tbody th"), th => Assert.Equal("row", th.GetAttribute("scope")));
        Assert.All(document.QuerySelectorAll("table"), table => Assert.NotEmpty(table.QuerySelector("caption")!.TextContent));
        Assert.All(document.QuerySelectorAll("svg"), svg => Assert.True(
            svg.GetAttribute("aria-hidden") == "true" || (svg.QuerySelector("title") is not null && svg.QuerySelector("desc") is not null)));
        int level = 1;
        foreach (IElement heading in document.QuerySelectorAll("h1, h2, h3, h4"))
        {
            int next = heading.LocalName[1] - '0';
            Assert.True(next <= level + 1, heading.TextContent);
            level = next;
        }
    }

    [Fact]
    public void Same_bytes_in_every_culture()
    {
        byte[] expected = Page.Write(SampleAssessment.Compromised());
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            // The program runs without culture tables, so the differences are put in by hand.
            CultureInfo odd = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            odd.NumberFormat.NumberDecimalSeparator = ",";
            odd.NumberFormat.NumberGroupSeparator = ".";
            odd.NumberFormat.NegativeSign = "~";
            odd.DateTimeFormat.DateSeparator = "_";
            odd.DateTimeFormat.TimeSeparator = "_";
            CultureInfo.CurrentCulture = odd;
            Assert.Equal(expected, Page.Write(SampleAssessment.Compromised()));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void First_page_tells_verdict_days_reasons_and_what_is_not_covered()
    {
        Page page = Page.Of(SampleAssessment.Compromised());
        Assert.Contains("Outcome: Used", page.Document.QuerySelector("#verdict")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("2021-01-20 to 2021-03-20", page.Document.QuerySelector("#verdict")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Evidence incomplete", page.Visible, StringComparison.Ordinal);
        Assert.Contains("What this verdict does not cover", page.Visible, StringComparison.Ordinal);
        Assert.Equal("#F1", page.Document.QuerySelector("section[aria-labelledby=why] a")!.GetAttribute("href"));
        Assert.Equal(3, page.Document.QuerySelectorAll(".steps li").Length);
    }

    [Fact]
    public void No_sign_with_unread_evidence_does_not_look_like_all_clear()
    {
        Assessment clean = SampleAssessment.Clean();
        Page page = Page.Of(clean with { Verdict = clean.Verdict with { Incomplete = true } });
        Assert.Equal("verdict incomplete", page.Document.QuerySelector("#verdict")!.ClassName);
        Assert.Equal("verdict unknown", Page.Of(SampleAssessment.Empty()).Document.QuerySelector("#verdict")!.ClassName);
    }

    [Fact]
    public void Zero_day_and_n_day_parts_are_told_apart_by_pattern_and_word()
    {
        IElement drawing = Page.Of(SampleAssessment.Compromised()).Document.QuerySelector("#axis .drawing")!;
        Assert.Equal(4, drawing.QuerySelectorAll("rect.zero-day").Length);
        Assert.Equal(4, drawing.QuerySelectorAll("rect.n-day").Length);
        Assert.Contains("open, no fix yet (zero-day)", drawing.TextContent, StringComparison.Ordinal);
        Assert.Single(drawing.QuerySelectorAll("line.fix"));
        Assert.Contains("fix published 2021-03-02", drawing.TextContent, StringComparison.Ordinal);
        Assert.Contains("used (3)", drawing.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Far_off_observation_does_not_squeeze_the_drawing_and_is_counted()
    {
        Assessment sample = SampleAssessment.Compromised();
        Observation forged = sample.Observations[0] with { Id = "O9", Time = SampleAssessment.Time("1601-01-01T00:00:00Z") };
        Page page = Page.Of(sample with { Observations = [forged, .. sample.Observations] });
        Assert.DoesNotContain("1601", page.Document.QuerySelector("#axis .drawing")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Not drawn: 1 observation ", page.Visible, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2021-03-03", "2021-03-03", "day")]
    [InlineData("2021-01-01", "2021-05-01", "day")]
    [InlineData("2021-01-01", "2022-06-01", "week")]
    [InlineData("2018-01-01", "2021-12-31", "month")]
    [InlineData("0001-01-01", "9999-12-31", "63 years")]
    public void Coverage_is_drawn_for_one_day_and_for_all_time(string from, string to, string unit)
    {
        DateOnly first = DateOnly.ParseExact(from, "yyyy-MM-dd"), last = DateOnly.ParseExact(to, "yyyy-MM-dd");
        LogCoverage log = new(
            new LogName("iis-w3c", "W3SVC1"), null, null, 2, 0, 0, 1,
            first == last ? [new CoverageDay(first, 1, 1)] : [new CoverageDay(first, 1, 24), new CoverageDay(last, 1, 24)], []);
        Page page = Page.Of(SampleAssessment.Empty() with { Coverage = new CoverageReport(first, last, [log], []) });
        IElement drawing = page.Document.QuerySelector("#coverage .drawing")!;
        Assert.Equal("Coverage by log and " + unit, drawing.QuerySelector("title")!.TextContent);
        Assert.Equal(first == last, drawing.QuerySelector(".gap") is null);
    }

    internal static Assessment Case(string name)
    {
        DateOnly from = new(2019, 1, 1), to = new(2021, 12, 31);
        return name switch
        {
            "compromised" => SampleAssessment.Compromised(),
            "clean" => SampleAssessment.Clean(),
            "three years" => SampleAssessment.Compromised() with
            {
                Coverage = new CoverageReport(from, to, [SampleAssessment.Log(new LogName("iis-w3c", "W3SVC1"), from, to, 24, [new(new(2020, 2, 1), new(2020, 4, 30), 90)])], []),
            },
            _ => SampleAssessment.Empty(),
        };
    }
}
