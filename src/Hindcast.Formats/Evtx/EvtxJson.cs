using System.Globalization;
using System.Text;

namespace Hindcast.Formats.Evtx;

/// <summary>
/// Writes records as JSON: <c>{"Event":{"#attributes":{...},"System":{...},"EventData":{"Name":value,...}}}</c>. Numbers
/// and truth values are bare; unnamed Data items are one array <c>Data</c>; nothing of the record is left out.
/// </summary>
public static class EvtxJson
{
    /// <summary>Adds the record's JSON object, without a line end. A record that is cut becomes an object that says so.</summary>
    public static void Write(EvtxRecord record, EvtxTextBuffer to)
    {
        int start = to.Length;
        to.StartRecord();
        record.Layout.Json.Write(record, to);
        if (to.IsCut)
        {
            to.Truncate(start);
            to.Add("{\"Event\":null,\"#cut\":true}"u8);
        }
    }

    /// <summary>As <see cref="Write"/>; a record with doubts gets two more properties, <c>#doubts</c> and <c>#offset</c>.</summary>
    public static void WriteMarked(EvtxRecord record, EvtxTextBuffer to)
    {
        Write(record, to);
        if (record.Doubts != EvtxRecordDoubts.None)
        {
            bool isCut = to.IsCut;
            to.Truncate(to.Length - 1);
            to.StartRecord();
            to.Add(Encoding.UTF8.GetBytes(string.Create(
                CultureInfo.InvariantCulture, $",\"#doubts\":\"{EvtxDoubtWords.Of(record.Doubts)}\",\"#offset\":{record.OffsetBytes}}}")));
            to.IsCut = isCut;
        }
    }
}
