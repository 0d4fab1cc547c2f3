using System.Globalization;
using System.Text;
using Hindcast.Evidence;
using Hindcast.Formats.Artefacts;

namespace Hindcast.Formats.Tasks;

/// <summary>
/// Reads the XML of a scheduled task (C:\Windows\System32\Tasks): one record for each action. A registration date without
/// a zone is local time, so it is kept as written and only a date with a zone gives the record its time.
/// </summary>
public sealed class ScheduledTaskReader : IArtefactReader
{
    private const int MaxTriggerChars = 1000;

    private static readonly ArtefactShape Shape = new(
        "scheduled-task", "", "TaskName", "Command", "Arguments", "WorkingDirectory", "ClassId", "Author", "Date", "UserId", "GroupId", "LogonType",
        "RunLevel", "Triggers", "Hidden", "Enabled", "Description");

    /// <inheritdoc/>
    public string Kind => Shape.Kind;

    /// <inheritdoc/>
    public bool Recognises(ArtefactHead head) => head.RootElement == "Task" && head.Holds("schemas.microsoft.com/windows/2004/02/mit/task");

    /// <inheritdoc/>
    public void Read(ArtefactInput input)
    {
        XmlArtefact xml = XmlArtefact.Read(input);
        if (xml.Root is not { } task)
        {
            return;
        }

        XmlPart? about = task.Child("RegistrationInfo");
        XmlPart? principal = task.Child("Principals")?.Child("Principal");
        XmlPart? settings = task.Child("Settings");
        string name = about?.TextOf("URI") is { Length: > 0 } uri ? uri : input.Path;
        string date = about?.TextOf("Date") ?? "";
        IReadOnlyList<XmlPart> actions = task.Child("Actions")?.Children is { Count: > 0 } found ? found : [task];
        foreach (XmlPart action in actions)
        {
            bool isTask = ReferenceEquals(action, task);
            input.Add(xml.Record(
                Shape, isTask ? xml.LocateName(action) : xml.Locate(action), Time(date),
                name, action.TextOf("Command"), action.TextOf("Arguments"), action.TextOf("WorkingDirectory"), action.TextOf("ClassId"),
                about?.TextOf("Author") ?? "", date, principal?.TextOf("UserId") ?? "", principal?.TextOf("GroupId") ?? "",
                principal?.TextOf("LogonType") ?? "", principal?.TextOf("RunLevel") ?? "", Triggers(task), settings?.TextOf("Hidden") ?? "",
                settings?.TextOf("Enabled") ?? "", about?.TextOf("Description") ?? ""));
        }
    }

    /// <summary>In words such as <c>LogonTrigger; CalendarTrigger from 2021-03-05T02:00:00</c>.</summary>
    private static string Triggers(XmlPart task)
    {
        StringBuilder text = new();
        foreach (XmlPart trigger in task.Child("Triggers")?.Children ?? [])
        {
            if (text.Length > MaxTriggerChars)
            {
                return text.Append("; ...").ToString();
            }

            text.Append(text.Length == 0 ? "" : "; ").Append(trigger.Name);
            text.Append(trigger.TextOf("StartBoundary") is { Length: > 0 } start ? $" from {start}" : "");
            text.Append(trigger.Child("Repetition")?.TextOf("Interval") is { Length: > 0 } interval ? $" every {interval}" : "");
        }

        return text.ToString();
    }

    private static EvidenceTime? Time(string date) =>
        date.Length > 19 && (date[^1] == 'Z' || date[^6] is '+' or '-')
        && DateTimeOffset.TryParse(date, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset time)
            ? new EvidenceTime(time.UtcTicks, TimePrecision.Second)
            : null;
}
