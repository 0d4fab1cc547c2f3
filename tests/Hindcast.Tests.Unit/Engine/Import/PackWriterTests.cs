using System.Text.Json;
using Hindcast.Engine.Import;
using Hindcast.Engine.Packs;
using Hindcast.Reports.Indicators;
using Hindcast.Sigma.Compilation;
using Hindcast.Sigma.Loading;

namespace Hindcast.Tests.Unit.Engine.Import;

public sealed class PackWriterTests
{
    [Fact]
    public void The_pack_loads_and_its_rules_hold_their_own_tests()
    {
        string folder = Path.Combine(Directory.CreateTempSubdirectory("hindcast-test-").FullName, "feed");
        try
        {
            Indicator[] indicators =
            [
                .. new[]
                {
                    (IndicatorKind.Ipv4, "5.254.43.18"), (IndicatorKind.Domain, "evil.example"), (IndicatorKind.UriPath, "/aspnet_client/it's*odd.aspx"),
                    (IndicatorKind.FileName, "supp0rt.aspx"), (IndicatorKind.FilePath, @"%ProgramFiles%\Exchange\x y.aspx"), (IndicatorKind.UserAgent, "antSword/v2.1"),
                    (IndicatorKind.Sha256, new string('a', 63) + "b"), (IndicatorKind.Md5, new string('a', 31) + "b"),
                }.Select(i => new Indicator { Kind = i.Item1, Value = i.Item2 }),
            ];
            int idle = PackWriter.Write(folder, new ImportedPack { Name = "A 'feed': of #lists", Published = new DateOnly(2021, 3, 10), Sources = ["x: y.csv"] }, indicators);
            Knowledge knowledge = PackLoader.Load(Path.GetDirectoryName(folder)!);

            Assert.Equal(1, idle);
            Assert.Empty(knowledge.Diagnostics);
            CampaignPack pack = Assert.Single(knowledge.Packs);
            Assert.Equal("A 'feed': of #lists", pack.Campaign.Name);
            Assert.Equal(7, pack.Rules.Count);
            Assert.Equal(indicators.OrderBy(i => i.Kind).ThenBy(i => i.Value, StringComparer.Ordinal), IndicatorImport.Read([Path.Combine(folder, "imported.csv")], new ImportOptions()).Indicators);
            Holds(folder);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
        }
    }

    private static void Holds(string folder)
    {
        SigmaPlan plan = SigmaPlan.Compile(SigmaLoader.LoadFolder(Path.Combine(folder, "rules"), cancel: TestContext.Current.CancellationToken).Rules);
        SigmaMatcher matcher = plan.CreateMatcher();
        using JsonDocument cases = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "tests", "cases.json")));
        Assert.Equal(14, cases.RootElement.GetArrayLength());
        foreach (JsonElement item in cases.RootElement.EnumerateArray())
        {
            JsonProperty[] fields = [.. item.GetProperty("fields").EnumerateObject()];
            SigmaEventShape shape = new([KeyValuePair.Create("Log", item.GetProperty("log").GetString()!)], [.. fields.Select(f => f.Name)]);
            Slots slots = new([.. fields.Select(f => f.Value.GetString()!)]);
            bool found = matcher.Match(plan.ForShape(shape), ref slots).ToArray()
                .Any(r => Path.GetFileNameWithoutExtension(plan.Rules[r].SourceFile) == item.GetProperty("rule").GetString());
            Assert.True(found == item.GetProperty("matches").GetBoolean(), item.GetRawText());
        }
    }

    private readonly struct Slots(string[] values) : ISigmaSlots
    {
        public int KeywordTextCount => values.Length;

        public bool TryGet(int slot, out ReadOnlySpan<char> value)
        {
            value = values[slot];
            return true;
        }

        public ReadOnlySpan<char> GetKeywordText(int index) => values[index];
    }
}
