using System.Globalization;
using System.Text;
using CsCheck;
using Hindcast.Sigma;
using Hindcast.Sigma.Compilation;
using Hindcast.Sigma.Loading;
using Hindcast.Sigma.Mappings;
using Hindcast.Sigma.Matching;

namespace Hindcast.Tests.Unit.Sigma;

/// <summary>The compiled plan agrees with the interpreter on random rules and random events.</summary>
public sealed class PlanPropertyTests
{
    private static readonly string[] Fields = ["Alpha", "beta", "Gamma Ray", "delta", "Joined", "Coded", "First", "Nowhere"];
    private static readonly string[] RuleFields = ["Alpha", "BETA", "GammaRay", "delta", "Joined", "Coded", "First", "Nowhere", "EventID"];
    private static readonly string[] Words =
        ["a", "ab", "abc", "cmd.exe", "\\cmd.exe", "C:\\Win", " -enc ", "/x", "ping", "K", "\u212A", "I", "\u0130", "\u00E4", "%41b", "1", "42", "10.0.0.7", "0x10", "", "*"];

    private static readonly string[] Modifiers =
        ["", "", "|contains", "|startswith", "|endswith", "|contains|all", "|cased", "|contains|cased", "|re", "|re|i", "|windash|contains", "|base64offset|contains",
         "|cidr", "|gt", "|lte", "|exists", "|fieldref", "|fieldref|endswith", "|neq", "|contains|neq", "|exact"];

    private static readonly string[] Regexes =
        ["^a", "ab|cmd", "c.*e$", "(?i)PING", "[kx]", "\\d+", "a{2,}", "(abc)?d", "C:\\\\W", "k", "(?i:i)", "^(?!a)", "(?:foo|ba)r*ping"];

    private static readonly SigmaMappingSet Mappings = new(SigmaMappingReader.Read("test", """
        mappings:
          - logsource: {product: test}
            sources:
              - when: {Log: one}
              - when: {Log: two, EventID: [1, 2]}
                fields:
                  Alpha: beta
                  Joined: {join: [delta, Coded], with: '?', blank: '-'}
                  Coded: {field: Coded, decode: true}
                  First: [Missing, delta]
                  beta: {field: beta, values: {ab: cmd.exe}, prefixes: {a: 'C:\Win'}}
        """, new List<SigmaProblem>()));

    [Fact]
    public void Plan_agrees_with_interpreter()
    {
        int matches = 0;
        int events = 0;
        Gen.Int[0, int.MaxValue - 1].Sample(seed => Check(seed, ref matches, ref events), iter: 4_000, threads: 1);
        Assert.InRange(matches, events / 10, events * 10);
    }

    private static void Check(int seed, ref int matches, ref int events)
    {
        Random random = new(seed);
        SigmaRule[] rules = [.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => RandomRule(random))];
        SigmaPlan plan = SigmaPlan.Compile(rules, Mappings);
        SigmaMatcher matcher = plan.CreateMatcher();
        for (int s = 0; s < 3; s++)
        {
            SigmaEventShape shape = RandomShape(random);
            SigmaShapePlan shapePlan = plan.ForShape(shape);
            for (int e = 0; e < 8; e++)
            {
                string?[] values = [.. shape.Fields.Select(_ => random.Next(6) == 0 ? null : RandomValue(random))];
                ArraySlots slots = new(values, RandomValue(random));
                List<int> expected = [];
                for (int r = 0; r < rules.Length; r++)
                {
                    if (Fits(shape, values, out SigmaMappedSource? source) && SigmaInterpreter.Matches(rules[r], new SigmaMappedEvent(shape, source, slots)))
                    {
                        expected.Add(r);
                    }
                }

                events++;
                matches += expected.Count;
                int[] found = matcher.Match(shapePlan, ref slots).ToArray();
                Assert.True(
                    expected.SequenceEqual(found),
                    $"seed {seed}: expected {string.Join(',', expected)}, found {string.Join(',', found)}\n{shape}; {string.Join(" | ", shape.Fields.Zip(values))}");
            }
        }
    }

    /// <summary>The mapping's conditions by hand.</summary>
    private static bool Fits(SigmaEventShape shape, string?[] values, out SigmaMappedSource? source)
    {
        IReadOnlyList<SigmaMappedSource> sources = Mappings.Mappings[0].Sources;
        int slot = shape.SlotOf("EventID");
        string? id = shape.Constants.GetValueOrDefault("EventID") ?? (slot >= 0 ? values[slot] : null);
        source = shape.Constants["Log"] switch
        {
            "one" => sources[0],
            "two" when id is "1" or "2" => sources[1],
            _ => null,
        };
        return source is not null;
    }

    private static SigmaEventShape RandomShape(Random random)
    {
        List<KeyValuePair<string, string>> constants = [KeyValuePair.Create("Log", Pick(random, ["one", "two", "three"]))];
        List<string> fields = [.. Fields.Where(f => f != "Nowhere" && random.Next(5) > 0)];
        if (random.Next(2) == 0)
        {
            constants.Add(KeyValuePair.Create("EventID", Pick(random, ["1", "2", "3"])));
        }
        else
        {
            fields.Add("EventID");
        }

        if (random.Next(3) == 0)
        {
            fields.Add(Pick(random, Fields));
        }

        if (random.Next(3) == 0 && fields.RemoveAll(f => f == "Alpha") > 0)
        {
            constants.Add(KeyValuePair.Create("Alpha", RandomValue(random)));
        }

        return new SigmaEventShape(constants, fields);
    }

    private static string RandomValue(Random random)
    {
        StringBuilder text = new();
        for (int i = random.Next(4); i >= 0; i--)
        {
            string word = Pick(random, Words);
            text.Append(word == "*" ? "-" : random.Next(3) == 0 ? word.ToUpperInvariant() : word);
        }

        return text.ToString();
    }

    private static SigmaRule RandomRule(Random random)
    {
        StringBuilder text = new(Rules.Head + "detection:\n");
        int count = random.Next(1, 4);
        for (int d = 0; d < count; d++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  s{d}:\n");
            if (random.Next(6) == 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"    - {Quote(Pick(random, Words))}\n    - {Quote(Pick(random, Words))}\n");
                continue;
            }

            bool isList = random.Next(4) == 0;
            HashSet<string> keys = [];
            for (int f = random.Next(3); f >= 0; f--)
            {
                (string key, string value) = RandomField(random);
                if (isList || keys.Add(key))
                {
                    text.Append(CultureInfo.InvariantCulture, $"    {(isList ? "- " : "")}{key}: {value}\n");
                }
            }
        }

        text.Append(CultureInfo.InvariantCulture, $"  condition: {RandomCondition(random, count, 0)}\n");
        SigmaLoadResult result = SigmaLoader.LoadText(text.ToString(), "random.yml");
        Assert.True(result.Rules.Count == 1, text + string.Join('\n', result.Problems));
        return result.Rules[0];
    }

    private static (string Key, string Value) RandomField(Random random)
    {
        string modifier = Pick(random, Modifiers);
        string Value() => modifier switch
        {
            "|re" or "|re|i" => Quote(Pick(random, Regexes)),
            "|cidr" => Pick(random, ["10.0.0.0/8", "::/0", "0.0.0.0/0"]),
            "|gt" or "|lte" => Pick(random, ["1", "16", "42.5"]),
            "|exists" => Pick(random, ["true", "false"]),
            "|fieldref" or "|fieldref|endswith" => Quote(Pick(random, RuleFields)),
            "|base64offset|contains" => Quote(Pick(random, ["ping", "cmd"])),
            "" when random.Next(8) == 0 => "null",
            _ => Quote(Pick(random, Words) + (random.Next(3) == 0 ? Pick(random, ["*", "?", "\\*", "*a?"]) : "") + (random.Next(3) == 0 ? Pick(random, Words) : "")),
        };
        string value = modifier.Contains("all", StringComparison.Ordinal) || random.Next(3) == 0 && modifier is not ("|exists" or "|fieldref")
            ? $"[{Value()}, {Value()}]"
            : Value();
        return (Pick(random, RuleFields) + modifier, value);
    }

    private static string RandomCondition(Random random, int count, int depth) => random.Next(depth > 3 ? 2 : 7) switch
    {
        0 => $"s{random.Next(count)}",
        1 => $"not s{random.Next(count)}",
        2 => $"({RandomCondition(random, count, depth + 1)} or {RandomCondition(random, count, depth + 1)})",
        3 => $"({RandomCondition(random, count, depth + 1)} and {RandomCondition(random, count, depth + 1)})",
        4 => $"not ({RandomCondition(random, count, depth + 1)})",
        5 => $"{random.Next(1, count + 1)} of s*",
        _ => Pick(random, ["all of s*", "1 of them", "all of them"]),
    };

    private static string Quote(string text) => $"'{text}'";

    private static T Pick<T>(Random random, T[] items) => items[random.Next(items.Length)];
}
