using System.Buffers;
using System.Text;
using Hindcast.Formats.Evtx;
using Hindcast.Sigma;
using Hindcast.Sigma.Compilation;
using Hindcast.Sigma.Detections;
using Hindcast.Tests.Unit.Sigma;
using EvtxSlots = Hindcast.Engine.Detection.EvtxSlots;

namespace Hindcast.Tests.Unit.Engine.Hunting;

/// <summary>Texts that keywords are searched in; skipped without the data.</summary>
public sealed class KeywordTextTests
{
    [Fact]
    public void Texts_left_out_because_others_hold_them_or_none_holds_a_word_lose_no_match()
    {
        // Rules without keywords have nothing to do with it.
        SigmaPlan plan = SigmaPlan.Compile([CommonWords(), .. RegressionCorpus.Rules.Value.Rules.Where(r => r.Detections.Any(d => HasKeyword(d.Term)))]);
        EvtxSlots slots = new(plan);
        SigmaMatcher some = plan.CreateMatcher(), all = plan.CreateMatcher();
        int leftOut = 0, withoutTexts = 0, matched = 0;
        foreach (string file in Directory.EnumerateFiles(SharedData.Unpacked("evtx"), "*.evtx", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            using EvtxReader reader = EvtxReader.Open(file);
            while (reader.Read())
            {
                SigmaShapePlan shape = slots.Bind(reader.Record);
                int[] found = some.Match(shape, ref slots).ToArray();
                AllTexts whole = new(slots, reader.Record);
                leftOut += whole.KeywordTextCount > slots.KeywordTextCount ? 1 : 0;
                withoutTexts += slots.KeywordTextCount == 0 ? 1 : 0;
                matched += found.Length > 0 ? 1 : 0;
                Assert.True(found.AsSpan().SequenceEqual(all.Match(shape, ref whole)), reader.Record.Location.ToString());
            }
        }

        Assert.True(leftOut > 1_000, $"{leftOut} records");
        Assert.True(withoutTexts > 1_000, $"{withoutTexts} records");
        Assert.True(matched > 1_000, $"{matched} records");
    }

    /// <summary>Keywords in one value and in several put together, one with a number among them.</summary>
    private static SigmaRule CommonWords() => Rules.One("""
        title: Common words
        logsource: {product: windows}
        detection:
          keywords:
            - svchost.exe
            - Advapi Negotiate
            - '3 NtLmSsp'
            - 'user*service'
          condition: keywords
        """);

    private static bool HasKeyword(SigmaTerm term) => term switch
    {
        SigmaAllOf all => all.Parts.Any(HasKeyword),
        SigmaAnyOf any => any.Parts.Any(HasKeyword),
        SigmaValueTerm values => values.Field is null,
        _ => false,
    };

    /// <summary>The same record with every value as a text of its own.</summary>
    private sealed class AllTexts : ISigmaSlots
    {
        private readonly EvtxSlots _slots;
        private readonly List<string> _texts = [];

        public AllTexts(EvtxSlots slots, EvtxRecord record)
        {
            _slots = slots;
            for (int i = 0; i < record.Layout.Fields.Length; i++)
            {
                EvtxField field = record.Layout.Fields[i];
                if ((field.Section != EvtxFieldSection.System || field.Name is "Provider_Name" or "Channel" or "Computer")
                    && slots.TryGet(i, out ReadOnlySpan<char> value))
                {
                    _texts.Add(value.ToString());
                }
            }

            ArrayBufferWriter<char> cmdlet = new();
            _texts.Add(ExchangeCmdletText.Write(record, cmdlet) ? cmdlet.WrittenSpan.ToString() : Joined(record));
        }

        private static string Joined(EvtxRecord record)
        {
            StringBuilder data = new();
            for (int i = 0; i < record.Layout.Fields.Length; i++)
            {
                if (record.Layout.Fields[i].Section == EvtxFieldSection.EventData)
                {
                    data.Append(' ').Append(record.GetValue(i).ToString());
                }
            }

            return data.ToString();
        }

        public int KeywordTextCount => _texts.Count;

        public ReadOnlySpan<char> GetKeywordText(int index) => _texts[index];

        public bool TryGet(int slot, out ReadOnlySpan<char> value) => _slots.TryGet(slot, out value);
    }
}
