namespace Hindcast.Formats.Evtx;

/// <summary>Reads from a "log was cleared" record (events 1102 and 104) which log it was and who did it.</summary>
internal static class ClearedLog
{
    private const int MostChars = 128;

    public static string Describe(EvtxRecord record)
    {
        // Only event 104 names a log; 1102 stands in the log that was cleared.
        string log = Value(record, "Channel") is { Length: > 0 } named ? named : Cut(record.GetValue(EvtxSystemField.Channel).ToString());
        string user = Value(record, "SubjectUserName"), domain = Value(record, "SubjectDomainName"), copy = Value(record, "BackupPath");
        return (log.Length > 0 ? log : "unnamed log")
            + (user.Length == 0 ? "" : $", by {(domain.Length > 0 ? $"{domain}\\" : "")}{user}")
            + (copy.Length == 0 ? "" : $", saved to {copy} before");
    }

    private static string Value(EvtxRecord record, string name)
    {
        ReadOnlySpan<EvtxField> fields = record.Layout.Fields;
        for (int i = 0; i < fields.Length; i++)
        {
            if (fields[i].Section == EvtxFieldSection.UserData && fields[i].Name == name)
            {
                return Cut(record.GetValue(i).ToString());
            }
        }

        return "";
    }

    private static string Cut(string text) => text.Length <= MostChars ? text : $"{text[..MostChars]}...";
}
