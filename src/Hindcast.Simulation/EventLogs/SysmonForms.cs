namespace Hindcast.Simulation.EventLogs;

/// <summary>The events of Sysmon that simulated servers write.</summary>
internal static class SysmonForms
{
    internal static readonly EventForm Process = Form(1, "RuleName", "UtcTime", "ProcessGuid", "ProcessId", "Image", "FileVersion", "Description", "Product", "Company", "OriginalFileName", "CommandLine", "CurrentDirectory", "User", "LogonGuid", "LogonId", "TerminalSessionId", "IntegrityLevel", "Hashes", "ParentProcessGuid", "ParentProcessId", "ParentImage", "ParentCommandLine");

    internal static readonly EventForm Network = Form(3, "RuleName", "UtcTime", "ProcessGuid", "ProcessId", "Image", "User", "Protocol", "Initiated", "SourceIsIpv6", "SourceIp", "SourceHostname", "SourcePort", "SourcePortName", "DestinationIsIpv6", "DestinationIp", "DestinationHostname", "DestinationPort", "DestinationPortName");

    internal static readonly EventForm ImageLoad = Form(7, "RuleName", "UtcTime", "ProcessGuid", "ProcessId", "Image", "ImageLoaded", "FileVersion", "Description", "Product", "Company", "OriginalFileName", "Hashes", "Signed", "Signature", "SignatureStatus");

    internal static readonly EventForm FileCreate = Form(11, "RuleName", "UtcTime", "ProcessGuid", "ProcessId", "Image", "TargetFilename", "CreationUtcTime");

    internal static readonly EventForm RegistrySet = Form(13, "RuleName", "EventType", "UtcTime", "ProcessGuid", "ProcessId", "Image", "TargetObject", "Details");

    internal static readonly EventForm PipeCreated = Form(17, "RuleName", "EventType", "UtcTime", "ProcessGuid", "ProcessId", "PipeName", "Image");

    internal static readonly EventForm PipeConnected = Form(18, "RuleName", "EventType", "UtcTime", "ProcessGuid", "ProcessId", "PipeName", "Image");

    internal static readonly EventForm DnsQuery = Form(22, "RuleName", "UtcTime", "ProcessGuid", "ProcessId", "QueryName", "QueryStatus", "QueryResults", "Image");

    private static EventForm Form(ushort id, params IReadOnlyList<string> names) =>
        new("Microsoft-Windows-Sysmon", "{5770385F-C22A-43E0-BF4C-06F5698FFBD9}", id, 4, id, 0x8000000000000000, 5, names);
}
