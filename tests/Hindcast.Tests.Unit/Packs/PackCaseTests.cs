using System.Text.Json;
using Hindcast.Sigma.Compilation;
using Hindcast.Sigma.Loading;
using Hindcast.Tests.Unit.Conventions;

namespace Hindcast.Tests.Unit.Packs;

/// <summary>Each pack brings records that its rules must and must not match (packs/*/tests/cases.json).</summary>
public sealed class PackCaseTests
{
    public static TheoryData<string> Packs =>
        [.. Directory.GetDirectories(Path.Combine(Checkout.Root, "packs")).Where(d => File.Exists(Path.Combine(d, "pack.yml"))).Select(d => Path.GetFileName(d)!)];

    [Theory]
    [MemberData(nameof(Packs))]
    public void Rules_match_what_they_must_and_nothing_that_they_must_not(string pack)
    {
        string folder = Path.Combine(Checkout.Root, "packs", pack);
        SigmaLoadResult loaded = SigmaLoader.LoadFolder(Path.Combine(folder, "rules"), cancel: TestContext.Current.CancellationToken);
        SigmaPlan plan = SigmaPlan.Compile(loaded.Rules);
        SigmaMatcher matcher = plan.CreateMatcher();
        List<string> wrong = [];
        HashSet<(string, bool)> seen = [];
        using JsonDocument cases = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "tests", "cases.json")));
        foreach (JsonElement item in cases.RootElement.EnumerateArray())
        {
            string rule = item.GetProperty("rule").GetString()!;
            bool matches = item.GetProperty("matches").GetBoolean();
            seen.Add((rule, matches));
            JsonProperty[] fields = [.. item.GetProperty("fields").EnumerateObject()];
            KeyValuePair<string, string>[] constants = item.TryGetProperty("constants", out JsonElement given)
                ? [.. given.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, p.Value.GetString()!))]
                : [KeyValuePair.Create("Log", item.GetProperty("log").GetString()!)];
            SigmaEventShape shape = new(constants, [.. fields.Select(f => f.Name)]);
            FieldSlots slots = new([.. fields.Select(f => f.Value.GetString()!)]);
            bool found = matcher.Match(plan.ForShape(shape), ref slots).ToArray()
                .Any(r => Path.GetFileNameWithoutExtension(plan.Rules[r].SourceFile) == rule);
            if (found != matches)
            {
                wrong.Add($"{rule}: {(matches ? "must match" : "must not match")} {item.GetProperty("fields")}");
            }
        }

        Assert.Empty(loaded.Problems);
        Assert.Empty(wrong);
        Assert.All(loaded.Rules.Select(r => Path.GetFileNameWithoutExtension(r.SourceFile)), rule =>
        {
            Assert.Contains((rule, true), seen);
            Assert.Contains((rule, false), seen);
        });
    }

    private readonly struct FieldSlots(string[] values) : ISigmaSlots
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
