using System.Buffers;

namespace Hindcast.Formats.Evtx;

/// <summary>
/// The message text of MSExchange Management events, as Exchange's own message file words it ("suceeded" is Microsoft's
/// spelling). The events hold only positional values; Sigma's keyword rules for Exchange match the text.
/// </summary>
public static class ExchangeCmdletText
{
    /// <summary>The channel of these events.</summary>
    public const string Channel = "MSExchange Management";

    private const int Succeeded = 1;
    private const int Failed = 6;
    private const int Unhandled = 8;
    private const int ExceptionPosition = 11;

    /// <summary>Writes the text of an event 1 (succeeded), 6 (failed) or 8 (unhandled exception) of that channel.</summary>
    /// <returns>False, and nothing written, for any other record.</returns>
    public static bool Write(EvtxRecord record, IBufferWriter<char> to)
    {
        if (!record.GetValue(EvtxSystemField.Channel).Text.Equals(Channel, StringComparison.Ordinal))
        {
            return false;
        }

        switch (record.EventId)
        {
            case Succeeded:
                WriteCmdlet(record, to, "Cmdlet suceeded. Cmdlet ");
                return true;
            case Failed:
                WriteCmdlet(record, to, "Cmdlet failed. Cmdlet ");
                return true;
            case Unhandled:
                to.Write("Task ");
                to.Write(record.GetData(0).Text);
                to.Write(" throwing unhandled exception: ");
                to.Write(record.GetData(ExceptionPosition).Text);
                to.Write(".");
                return true;
            default:
                return false;
        }
    }

    private static void WriteCmdlet(EvtxRecord record, IBufferWriter<char> to, string start)
    {
        to.Write(start);
        to.Write(record.GetData(0).Text);
        to.Write(", parameters ");
        to.Write(record.GetData(1).Text);
        to.Write(".");
    }

    /// <summary>The same text from the event's values by position, for records that are not of an .evtx file.</summary>
    /// <param name="eventId">The event's number.</param>
    /// <param name="data">Gives the value at a position, or "".</param>
    /// <returns>"" for an event that has no such text.</returns>
    public static string Of(int eventId, Func<int, string> data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return eventId switch
        {
            Succeeded => $"Cmdlet suceeded. Cmdlet {data(0)}, parameters {data(1)}.",
            Failed => $"Cmdlet failed. Cmdlet {data(0)}, parameters {data(1)}.",
            Unhandled => $"Task {data(0)} throwing unhandled exception: {data(ExceptionPosition)}.",
            _ => "",
        };
    }
}
