using System.Buffers;
using Hindcast.Formats.Evtx;
using Hindcast.Sigma.Compilation;

namespace Hindcast.Tests.Unit.Sigma;

/// <summary>An event log record as the plan sees it: texts over the chunk, everything else formatted on demand.</summary>
internal sealed class EvtxSlots(EvtxRecord record) : ISigmaSlots
{
    private readonly Dictionary<string, SigmaEventShape> shapes = new(StringComparer.Ordinal);
    private readonly ArrayBufferWriter<char> message = new();
    private bool hasMessage;

    public int KeywordTextCount => record.Layout.Fields.Length + (hasMessage ? 1 : 0);

    /// <summary>The shape of the record at hand.</summary>
    public SigmaEventShape Next()
    {
        message.Clear();
        hasMessage = ExchangeCmdletText.Write(record, message);
        KeyValuePair<string, string>[] constants =
        [
            KeyValuePair.Create("Channel", record.GetValue(EvtxSystemField.Channel).ToString()),
            KeyValuePair.Create("Provider_Name", record.GetValue(EvtxSystemField.ProviderName).ToString()),
            KeyValuePair.Create("EventID", record.GetValue(EvtxSystemField.EventId).ToString()),
        ];
        string[] names = [.. record.Layout.Fields.ToArray().Select(f => f.Name)];
        string key = string.Join('\n', constants.Select(c => c.Value).Concat(names));
        if (!shapes.TryGetValue(key, out SigmaEventShape? shape))
        {
            shape = new SigmaEventShape(constants, names);
            shapes.Add(key, shape);
        }

        return shape;
    }

    public ReadOnlySpan<char> GetKeywordText(int index)
    {
        if (index == record.Layout.Fields.Length)
        {
            return message.WrittenSpan;
        }

        TryGet(index, out ReadOnlySpan<char> value);
        return value;
    }

    public bool TryGet(int slot, out ReadOnlySpan<char> value)
    {
        EvtxValue found = record.GetValue(slot);
        if (!found.TryGetText(out value))
        {
            value = found.IsNull ? "" : found.ToString();
        }

        return true;
    }
}
