using System.Globalization;
using System.Reflection;
using System.Text;
using CsCheck;
using Hindcast.Sigma.Loading;
using Hindcast.Sigma.Yaml;

namespace Hindcast.Tests.Unit.Sigma;

/// <summary>The reader of usual YAML gives the same nodes as the YAML library, or leaves the text to it.</summary>
public sealed class PlainYamlTests
{
    /// <summary>What documents are put together from, in good order and in bad.</summary>
    private static readonly string[] Pieces =
    [
        "title: A b c\n", "a: 'it''s' # note\n", "a: \"x \\\\ \\\" y\"\n", "'k|all': v\n", "list:\n", "  - one\n", "- two\n", "  - k: v\n", "    more: w\n",
        "  - - deep\n    - x\n", "text: |\n  line\n\n    in\n  end\n", "text: >-\n  fold\n  ed\n\n  text\n", "long: first\n  second line\n\n  third\n", "flow: [a, 'b', \"c\"]\n",
        "flow: {a: b, c: [1, 2]}\n", "empty:\n", "# comment\n", "\n", "   \n", "    - Image|endswith: '\\\\cmd.exe'\n", "url: https://x.example/a#b\n", "-\n", "- a: b\n  c: d\n",
        "x: - y\n", "x: a: b\n", "x: 'a' b\n", "x: &n 1\n", "y: *n\n", "\t- tab\n", "  # a\tcomment\n", "x: \"\\u0410\\uD800\"\n", "x: \"\\u0041b\"\n", "x: |\n  # a\tb\n", "x: a # b\tc\n", "x: [a, b\n", "x: [a,]\n", "x: {a}\n", "? q\n", "--- # mark\n", "---\n", "...\n", "x: |2\n   a\n", "x: >\n  a\n    b\n",
        "x: !t v\n", "x: 'a\n  b'\n", "k : v\n", "\"q\" : v\n", "x: -1\n", "x: :y\n", "- :\\y'\n", "?q: r\n", ":k: v\n", "x: a #b\n  c\n", "x: a#b\r\n", "\r", "x: \"\\n\"\n", " y: 1\n", "  - 'a: b'\n", "x:\n  plain\n  text\n", "x: ~\n", "- \n",
        "x: |\n  # no comment\n # a comment\n", "x: |-\n  a\n   \n", "x: [a b, c-d, e:f]\n", "x: ? y\n", "%x\n", "x: @a\n", "x: >-\n\n  a\n", "x: 'a':\n", "x: é ü 漢 \U0001F600\n", "x: a\u2028b\n", "x:\n- y\n- z\nw: 1\n",
    ];

    [Theory]
    [InlineData("title: A rule\nid: 1\nempty:\nlist:\n  - 'a'\n  - \"b\\\\c\"\n  - d e\n", 12)]
    [InlineData("---\n# first\na: b # c\nd: https://x/#y\n", 5)]
    [InlineData("selection:\n- Image|endswith: '\\cmd.exe'\n  User: x\n- Other:\n  - one\n  - two\ncondition: selection\n", 15)]
    [InlineData("description: |\n  one\n\n    two\n  three\nnext: >-\n  four\n  five\n", 5)]
    [InlineData("description: one\n  two: three\n", -1)]
    [InlineData("description: one\n  two\n\n  three # end\nnext: x\n", 5)]
    [InlineData("when: {Channel: Security, EventID: [1, 2], Log: 'x'}\r\n", 11)]
    [InlineData("a: &x 1\nb: *x\n", -1)]
    [InlineData("a: 1\na: 2\n", -1)]
    [InlineData("a:\n\t- b\n", -1)]
    [InlineData("a: 'b\n  c'\n", -1)]
    [InlineData("", 0)]
    public void Usual_texts_are_read_and_others_left(string text, int nodes)
    {
        bool isRead = SigmaPlainYaml.TryRead(text, 3, SigmaLoadOptions.Default, out SigmaNode? node);
        Assert.Equal(nodes >= 0, isRead);
        if (isRead)
        {
            Assert.Equal(nodes, node is null ? 0 : Show(node).Count(c => c == '\n'));
            Assert.Equal(Show(SigmaYamlReader.ReadAny(text, 3, SigmaLoadOptions.Default)), Show(node));
        }
    }

    [Fact]
    public void Limits_are_left_to_the_other_reader()
    {
        SigmaLoadOptions few = new() { MaxNodes = 4, MaxDepth = 2 };
        Assert.True(SigmaPlainYaml.TryRead("a: b\n", 0, few, out _));
        Assert.False(SigmaPlainYaml.TryRead("a: b\nc: d\n", 0, few, out _));
        Assert.False(SigmaPlainYaml.TryRead("- - - - b\n", 0, few, out _));
        Assert.False(SigmaPlainYaml.TryRead(string.Concat(Enumerable.Repeat("- ", 100_000)), 0, SigmaLoadOptions.Default, out _));
        Assert.False(SigmaPlainYaml.TryRead("a: " + new string('[', 100_000), 0, SigmaLoadOptions.Default, out _));
    }

    [Fact]
    public void Random_texts_give_the_same_nodes()
    {
        int read = 0;
        int all = 0;
        Gen.Int[0, int.MaxValue - 1].Sample(
            seed =>
            {
                all++;
                read += IsSame(RandomText(new Random(seed))) ? 1 : 0;
            },
            iter: 60_000,
            threads: 1);
        Assert.InRange(read, all / 20, all);
    }

    [Fact]
    public void Own_rules_and_mappings_are_all_read_here()
    {
        string[] files = [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "packs"), "*.yml", SearchOption.AllDirectories)];
        Assert.NotEmpty(files);
        Assert.All(files, f => Assert.True(IsSame(File.ReadAllText(f)), f));
        Assembly sigma = typeof(SigmaYaml).Assembly;
        string[] mappings = [.. sigma.GetManifestResourceNames().Where(n => n.EndsWith(".yml", StringComparison.Ordinal))];
        Assert.NotEmpty(mappings);
        Assert.All(mappings, name =>
        {
            using StreamReader reader = new(sigma.GetManifestResourceStream(name)!);
            Assert.True(IsSame(reader.ReadToEnd()), name);
        });
    }

    [Fact]
    public void Public_rules_give_the_same_nodes()
    {
        string[] files = [.. Directory.EnumerateFiles(SharedData.Unpacked("sigma-rules"), "*.yml", SearchOption.AllDirectories)];
        int read = files.Count(f => IsSame(File.ReadAllText(f)));
        Assert.InRange(read, files.Length * 98 / 100, files.Length);
    }

    [Fact]
    public void Damaged_public_rules_give_the_same_nodes()
    {
        Random random = new(20_261_126);
        foreach (string file in Directory.EnumerateFiles(SharedData.Unpacked("sigma-rules"), "*.yml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            StringBuilder text = new(File.ReadAllText(file));
            Damage(text, random);
            IsSame(text.ToString());
        }
    }

    /// <summary>True when the text was read; fails when the nodes are others than those of the library.</summary>
    private static bool IsSame(string text)
    {
        bool isRead = SigmaPlainYaml.TryRead(text, 0, SigmaLoadOptions.Default, out SigmaNode? node);
        if (isRead)
        {
            string expected;
            try
            {
                expected = Show(SigmaYamlReader.ReadAny(text, 0, SigmaLoadOptions.Default));
            }
            catch (SigmaYamlException e)
            {
                expected = $"{e.Line}:{e.Column} {e.Message}";
            }

            Assert.True(expected == Show(node), $"text:\n{text}\nexpected:\n{expected}\nfound:\n{Show(node)}");
        }

        return isRead;
    }

    private static string RandomText(Random random)
    {
        StringBuilder text = new();
        for (int i = random.Next(1, 7); i > 0; i--)
        {
            string piece = Pieces[random.Next(Pieces.Length)];
            int indent = random.Next(4) == 0 ? random.Next(1, 5) : 0;
            text.Append(' ', indent).Append(piece);
        }

        // Now and then a character is lost, doubled or replaced.
        for (int i = random.Next(-4, 3); i > 0 && text.Length > 0; i--)
        {
            Damage(text, random);
        }

        return text.ToString();
    }

    private static void Damage(StringBuilder text, Random random)
    {
        int at = random.Next(text.Length);
        switch (random.Next(3))
        {
            case 0:
                text.Remove(at, 1);
                break;
            case 1:
                text.Insert(at, text[at]);
                break;
            default:
                text[at] = " :-#'\"\n[]{},|>\\"[random.Next(15)];
                break;
        }
    }

    private static string Show(SigmaNode? node)
    {
        StringBuilder text = new();
        Show(node, text);
        return text.ToString();
    }

    private static void Show(SigmaNode? node, StringBuilder text)
    {
        if (node is null)
        {
            return;
        }

        text.Append(CultureInfo.InvariantCulture, $"{node.Line}:{node.Column} ");
        switch (node)
        {
            case SigmaScalar scalar:
                text.Append(scalar.IsPlain ? "plain " : "quoted ").Append(scalar.Text.Replace("\n", "\\n", StringComparison.Ordinal)).Append('\n');
                break;
            case SigmaList list:
                text.Append("list\n");
                foreach (SigmaNode item in list.Items)
                {
                    Show(item, text);
                }

                break;
            case SigmaMap map:
                text.Append("map\n");
                foreach (SigmaMapEntry entry in map.Entries)
                {
                    Show(entry.Key, text);
                    Show(entry.Value, text);
                }

                break;
        }
    }
}
