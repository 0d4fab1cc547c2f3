using System.Text.Json;
using CsCheck;
using Hindcast.Formats.Evtx;

namespace Hindcast.Tests.Unit.Formats.Evtx;

/// <summary>What is written comes back, whatever it is.</summary>
public sealed class EvtxPropertyTests
{
    [Fact]
    public void Texts_and_numbers_come_back_as_written()
    {
        EvtxTemplateCache cache = new();
        Gen.Select(Gen.String[Gen.Char, 0, 300], Gen.Int).Sample((text, number) =>
        {
            byte[] file = new EvtxFileBuilder().Chunk(chunk => chunk.Usual(text, number)).Build();
            (List<string> lines, EvtxSummary summary) = EvtxText.Json(file, new() { Templates = cache });
            JsonElement data = JsonDocument.Parse(lines[0]).RootElement.GetProperty("Event").GetProperty("EventData");
            string expected = text.TrimEnd('\0');
            bool isSame = HasLoneSurrogate(expected) || data.GetProperty("User").GetString() == expected;
            return isSame && data.GetProperty("Number").GetUInt32() == (uint)number && summary.Diagnostics.Count == 0;
        }, iter: 2000, threads: 2);
        Assert.Equal(1, cache.LayoutCount);
    }

    [Fact]
    public void Any_structure_of_elements_comes_back_in_xml()
    {
        Gen.Int[0, 3].List[1, 60].Sample(steps =>
        {
            string expected = "";
            Stack<string> open = new();
            byte[] file = new EvtxFileBuilder().Chunk(chunk => chunk.Record(xml =>
            {
                xml.Fragment().Open("Event").Close();
                for (int i = 0; i < steps.Count; i++)
                {
                    string name = $"N{i}";
                    switch (steps[i])
                    {
                        case 0:
                            xml.Open(name).Close();
                            open.Push(name);
                            expected += $"<{name}>";
                            break;
                        case 1 when open.Count > 0:
                            xml.End();
                            expected += $"</{open.Pop()}>";
                            break;
                        case 2:
                            xml.Open(name, hasAttributes: true).Attribute("a").Constant("v").CloseEmpty();
                            expected += $"<{name} a='v'/>";
                            break;
                        default:
                            xml.Constant("t");
                            expected += "t";
                            break;
                    }
                }

                while (open.Count > 0)
                {
                    xml.End();
                    expected += $"</{open.Pop()}>";
                }

                xml.End().EndOfFragment();
            })).Build();
            return EvtxText.Xml(file, EvtxText.Fresh).Lines[0] == $"<Event>{expected}</Event>";
        }, iter: 1000, threads: 1);
    }

    [Fact]
    public void Fuzzing_corpus_is_read_without_a_throw()
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Hindcast.slnx")))
        {
            root = root.Parent;
        }

        string[] corpus = Directory.GetFiles(Path.Combine(root!.FullName, "tests", "Hindcast.Tests.Fuzz", "corpus", "evtx"));
        Assert.NotEmpty(corpus);
        foreach (string path in corpus)
        {
            byte[] chunk = new byte[65536];
            "ElfChnk\0"u8.CopyTo(chunk);
            byte[] records = File.ReadAllBytes(path);
            BitConverter.TryWriteBytes(chunk.AsSpan(48), 512 + records.Length);
            records.CopyTo(chunk, 512);
            EvtxChunkBuilder.Seal(chunk);
            (List<string> lines, _) = EvtxText.Json(new EvtxFileBuilder().RawChunk(chunk).Build(), EvtxText.Fresh);
            Assert.NotEmpty(lines);
        }
    }

    private static bool HasLoneSurrogate(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return true;
            }
        }

        return false;
    }
}
