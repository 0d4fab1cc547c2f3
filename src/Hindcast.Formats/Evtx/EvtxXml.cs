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
}
