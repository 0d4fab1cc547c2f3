using Hindcast.Analysis.Surprise;
using Hindcast.Evidence;
using Hindcast.Formats.Evtx;

namespace Hindcast.Engine.Surprise;

/// <summary>Counts what the web server's processes started and wrote, and cmdlets, of event logs into a profile. Serves one thread.</summary>
internal sealed class ProfileEvents(ProfileTally tally)
{
    private const string Sysmon = "Microsoft-Windows-Sysmon/Operational", Management = "MSExchange Management";

    /// <summary>Processes that answer requests from outside.</summary>
    private static readonly string[] WebProcesses = ["w3wp.exe", "UMWorkerProcess.exe", "UMService.exe"];

    /// <summary>Takes a record.</summary>
    internal void Add(EvtxRecord record)
    {
        int id = record.EventId;
        if (record.Time is not { } time || id is not (1 or 11 or 4688))
        {
            return;
        }

        ReadOnlySpan<char> channel = record.GetValue(EvtxSystemField.Channel).Text;
        if (id == 4688 && channel.SequenceEqual("Security"))
        {
            tally.CountProcess(time.UtcTicks);
            Process(record, time, "ParentProcessName", "NewProcessName", "CommandLine");
        }
        else if (channel.SequenceEqual(Sysmon))
        {
            if (id == 1)
            {
                tally.CountProcess(time.UtcTicks);
            }

            Process(record, time, id == 1 ? "ParentImage" : "Image", id == 1 ? "Image" : "TargetFilename", id == 1 ? "CommandLine" : "");
        }
        else if (id == 1 && channel.SequenceEqual(Management))
        {
            tally.CountCmdlet(time.UtcTicks);
            RowSpot spot = Spot(record, time);
            string cmdlet = record.GetData(0).Text.ToString();
            CmdletText.ReadDashed(record.GetData(1).Text, (name, value) => tally.AddCmdlet(spot, cmdlet, name, value));
        }
    }

    private void Process(EvtxRecord record, EvidenceTime time, string parentField, string thingField, string commandField)
    {
        ReadOnlySpan<char> parent = record.GetValue(parentField).Text;
        if (!IsWebProcess(parent))
        {
            return;
        }

        ReadOnlySpan<char> thing = record.GetValue(thingField).Text;
        ReadOnlySpan<char> command = commandField.Length == 0 ? [] : record.GetValue(commandField).Text;
        tally.AddProcess(Spot(record, time), parent, thing, commandField.Length > 0 && command.IsEmpty ? thing : command);
    }

    private static bool IsWebProcess(ReadOnlySpan<char> image)
    {
        ReadOnlySpan<char> name = image[(image.LastIndexOf('\\') + 1)..];
        foreach (string web in WebProcesses)
        {
            if (name.Equals(web, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static RowSpot Spot(EvtxRecord record, EvidenceTime time) => new(time.UtcTicks, record.Location);
}
