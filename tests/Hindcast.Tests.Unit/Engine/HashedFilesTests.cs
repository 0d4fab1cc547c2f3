using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Hindcast.Engine;
using Hindcast.Engine.Cases;
using Hindcast.Engine.Pipeline;
using Hindcast.Evidence.Assessments;
using Hindcast.Reports.Json;
using Hindcast.Tests.Unit.Conventions;

namespace Hindcast.Tests.Unit.Engine;

public sealed partial class HashedFilesTests : IDisposable
{
    private const string Header = "#Software: Microsoft Internet Information Services 10.0\r\n#Version: 1.0\r\n"
        + "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) sc-status sc-substatus sc-win32-status time-taken\r\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("hindcast-hashed-").FullName;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void All_but_the_hashes_of_what_nothing_cites_stays_the_same(int threads)
    {
        string sample = Path.Combine(Checkout.Root, "samples", "proxylogon-synthetic");
        Assessment every = Assess(sample, HashedFiles.Every, threads), cited = Assess(sample, HashedFiles.Cited, threads);
        Dictionary<string, string> hashes = cited.Files.ToDictionary(f => f.Path, f => f.Sha256);
        Assert.Contains("", hashes.Values);
        Assert.All(cited.Files, f => Assert.True(f.ReadWhole));
        Assert.All(every.Observations.Select(o => o.Location.File), path => Assert.NotEqual("", hashes[path]));
        Assert.Equal(
            Json(every with { Files = [.. every.Files.Select(f => hashes[f.Path].Length > 0 ? f : f with { Sha256 = "" })] }),
            Json(cited));
    }

    [Fact]
    public void Whatever_a_claim_leads_back_to_has_its_hash()
    {
        string sample = Path.Combine(Checkout.Root, "samples", "proxylogon-synthetic");
        Assessment assessment = Assess(sample, HashedFiles.Cited, 1);
        string[] claims = [.. ClaimIds().Matches(Json(assessment)).Select(m => m.Groups[1].Value).Distinct()];
        Assert.Empty("FOBXIAP".Except(claims.Select(c => c[0])));
        Assert.All(claims, claim => Assert.DoesNotContain(
            ClaimProof.Find(assessment, claim, [sample], TestContext.Current.CancellationToken) ?? [], line => line.FileSha256.Length == 0));
    }

    [Fact]
    public void A_large_log_is_hashed_when_a_claim_leads_to_it_and_only_then()
    {
        WriteLarge("C/inetpub/logs/LogFiles/W3SVC1/u_ex210303.log", 150_000, (150_000, "/ecp/y.js"));
        WriteLarge("C/inetpub/logs/LogFiles/W3SVC1/u_ex210304.log", 160_000);
        Assessment assessment = Assess(_folder, HashedFiles.Cited, 2);
        Assert.All(assessment.Files, f => Assert.True(f.SizeBytes > 24 << 20 && f.ReadWhole));
        Assert.Equal(310_001, assessment.Files.Sum(f => f.Records));
        string first = Path.Combine(_folder, assessment.Files[0].Path);
        Assert.Equal([Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(first))), ""], assessment.Files.Select(f => f.Sha256));
    }

    [Fact]
    public void Copies_of_a_log_are_told_as_before()
    {
        WriteLarge("a/W3SVC1/u_ex210303.log", 5);
        WriteLarge("b/W3SVC1/u_ex210303.log", 5);
        Assessment assessment = Assess(_folder, HashedFiles.Cited, 1);
        Assert.Contains(assessment.Diagnostics, d => d.Code == ReadDiagnostics.Copy.Code);
        Assert.Equal(5, assessment.Files.Sum(f => f.Records));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [GeneratedRegex("\"id\": \"([A-Z][0-9]+)\"")]
    private static partial Regex ClaimIds();

    private static string Json(Assessment assessment)
    {
        using MemoryStream text = new();
        AssessmentJson.Write(assessment, text);
        return System.Text.Encoding.UTF8.GetString(text.ToArray());
    }

    private static Assessment Assess(string evidence, HashedFiles hashed, int threads) => Assessor.Run(
        new AssessOptions { Evidence = [evidence], PackFolder = Path.Combine(Checkout.Root, "packs"), Hashed = hashed, Threads = threads, Tool = "test" },
        new ReadProgress(), CancellationToken.None).Assessment;

    /// <summary>A log of ordinary rows, long ones so that few make it large, and further rows after them.</summary>
    private void WriteLarge(string name, int rows, params IEnumerable<(int Second, string Stem)> further)
    {
        string path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using StreamWriter writer = new(path);
        writer.Write(Header);
        foreach ((int second, string stem) in Enumerable.Range(0, rows).Select(i => (i / 2, $"/owa/{i:x}")).Concat(further.Select(f => (f.Second / 2, f.Stem))))
        {
            string method = stem.StartsWith("/ecp", StringComparison.Ordinal) ? "POST" : "GET";
            writer.Write($"2021-03-03 {second / 3600:00}:{second / 60 % 60:00}:{second % 60:00} 192.0.2.10 {method} {stem} - 443 - 198.51.100.9 Mozilla/5.0+(Windows+NT+10.0;+Win64;+x64)+AppleWebKit/537.36+(KHTML,+like+Gecko)+Chrome/88.0.4324.182+Safari/537.36 200 0 0 15\r\n");
        }
    }
}
