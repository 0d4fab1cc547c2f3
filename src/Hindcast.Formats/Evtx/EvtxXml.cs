using System.Globalization;
using System.Text;

namespace Hindcast.Formats.Evtx;

/// <summary>
/// Writes records as Windows' event log service renders them: one line, attributes in single quotes. Names that XML does
/// not allow are changed to ones it does, and characters that XML 1.0 cannot hold to U+FFFD; JSON keeps those.
/// </summary>
public static class EvtxXml
{
    /// <summary>Adds the record's XML, without a line end. A record that is cut becomes an element that says so.</summary>
    public static void Write(EvtxRecord record, EvtxTextBuffer to)
    {
        int start = to.Length;
        to.StartRecord();
        record.Layout.Xml.Write(record, to);
        if (to.IsCut)
        {
            to.Truncate(start);
            to.Add("<Event><!-- cut: text over the limit --></Event>"u8);
        }
    }

    /// <summary>As <see cref="Write"/>; a record with doubts is followed by a comment that names them and its offset.</summary>
    public static void WriteMarked(EvtxRecord record, EvtxTextBuffer to)
    {
        Write(record, to);
        if (record.Doubts != EvtxRecordDoubts.None)
        {
            bool isCut = to.IsCut;
            to.StartRecord();
            to.Add(Encoding.UTF8.GetBytes(string.Create(
                CultureInfo.InvariantCulture, $"<!-- {EvtxDoubtWords.Of(record.Doubts)}; offset {record.OffsetBytes} -->")));
            to.IsCut = isCut;
        }
    }
}
