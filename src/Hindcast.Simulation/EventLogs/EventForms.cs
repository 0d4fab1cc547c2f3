namespace Hindcast.Simulation.EventLogs;

/// <summary>The events that simulated servers write.</summary>
internal static class EventForms
{
    private const string Tasks = "Microsoft-Windows-TaskScheduler";
    private const string TasksId = "{DE7B24EA-73C8-4A09-985D-5BDADCFA9017}";
    private const string Services = "Service Control Manager";
    private const string Cleared = "LogFileCleared";
    private const string ServicesId = "{555908D1-A6D7-4695-8E1E-26931D2012F4}";

    internal static readonly EventForm Logon = EventForm.OfSecurity(4624, 12544, 2, "SubjectUserSid", "SubjectUserName", "SubjectDomainName", "SubjectLogonId", "TargetUserSid", "TargetUserName", "TargetDomainName", "TargetLogonId", "LogonType", "LogonProcessName", "AuthenticationPackageName", "WorkstationName", "LogonGuid", "TransmittedServices", "LmPackageName", "KeyLength", "ProcessId", "ProcessName", "IpAddress", "IpPort", "ImpersonationLevel", "RestrictedAdminMode", "TargetOutboundUserName", "TargetOutboundDomainName", "VirtualAccount", "TargetLinkedLogonId", "ElevatedToken");

    internal static readonly EventForm FailedLogon = EventForm.OfSecurity(4625, 12544, 0, "SubjectUserSid", "SubjectUserName", "SubjectDomainName", "SubjectLogonId", "TargetUserSid", "TargetUserName", "TargetDomainName", "Status", "FailureReason", "SubStatus", "LogonType", "LogonProcessName", "AuthenticationPackageName", "WorkstationName", "TransmittedServices", "LmPackageName", "KeyLength", "ProcessId", "ProcessName", "IpAddress", "IpPort");

    internal static readonly EventForm Logoff = EventForm.OfSecurity(4634, 12545, 0, "TargetUserSid", "TargetUserName", "TargetDomainName", "TargetLogonId", "LogonType");

    internal static readonly EventForm Process = EventForm.OfSecurity(4688, 13312, 2, "SubjectUserSid", "SubjectUserName", "SubjectDomainName", "SubjectLogonId", "NewProcessId", "NewProcessName", "TokenElevationType", "ProcessId", "CommandLine", "TargetUserSid", "TargetUserName", "TargetDomainName", "TargetLogonId", "ParentProcessName", "MandatoryLabel");

    internal static readonly EventForm AccountMade = EventForm.OfSecurity(4720, 13824, 0, "TargetUserName", "TargetDomainName", "TargetSid", "SubjectUserSid", "SubjectUserName", "SubjectDomainName", "SubjectLogonId", "PrivilegeList", "SamAccountName", "DisplayName");

    internal static readonly EventForm GroupMember = EventForm.OfSecurity(4732, 13826, 0, "MemberName", "MemberSid", "TargetUserName", "TargetDomainName", "TargetSid", "SubjectUserSid", "SubjectUserName", "SubjectDomainName", "SubjectLogonId", "PrivilegeList");

    internal static readonly EventForm TaskMade = EventForm.OfSecurity(4698, 12804, 0, "SubjectUserSid", "SubjectUserName", "SubjectDomainName", "SubjectLogonId", "TaskName", "TaskContent");

    internal static readonly EventForm ServiceMade = new(Services, ServicesId, 7045, 4, 0, 0x8080000000000000, 0, ["ServiceName", "ImagePath", "ServiceType", "StartType", "AccountName"]);

    internal static readonly EventForm ServiceState = new(Services, ServicesId, 7036, 4, 0, 0x8080000000000000, 0, ["param1", "param2"]);

    internal static readonly EventForm TaskRegistered = new(Tasks, TasksId, 106, 4, 106, 0x8000000000000000, 0, ["TaskName", "UserContext"]);

    internal static readonly EventForm TaskStarted = new(Tasks, TasksId, 200, 4, 200, 0x8000000000000000, 1, ["TaskName", "ActionName", "TaskInstanceId"]);

    internal static readonly EventForm TaskEnded = new(Tasks, TasksId, 201, 4, 201, 0x8000000000000000, 2, ["TaskName", "TaskInstanceId", "ActionName", "ResultCode"]);

    internal static readonly EventForm SecurityCleared = new("Microsoft-Windows-Eventlog", "{FC65DDD8-D6EF-4962-83D5-6E5CFE9CE148}", 1102, 4, 104, 0x4020000000000000, 0, ["SubjectUserSid", "SubjectUserName", "SubjectDomainName", "SubjectLogonId"]) { UserData = Cleared };

    internal static readonly EventForm LogCleared = new("Microsoft-Windows-Eventlog", "{FC65DDD8-D6EF-4962-83D5-6E5CFE9CE148}", 104, 4, 104, 0x8000000000000000, 0, ["SubjectUserName", "SubjectDomainName", "Channel", "BackupPath"]) { UserData = Cleared };

    internal static readonly EventForm CmdletSucceeded = EventForm.OfClassic("MSExchange CmdletLogs", 1, task: 1);

    internal static readonly EventForm CmdletFailed = EventForm.OfClassic("MSExchange CmdletLogs", 6, level: 2, task: 1);

    internal static readonly EventForm ControlPanelError = EventForm.OfClassic("MSExchange Control Panel", 4, level: 2, task: 1);

    internal static readonly EventForm ProxyStarted = EventForm.OfClassic("MSExchange Front End HTTP Proxy", 1001, task: 1);

    internal static readonly EventForm ProxyStopped = EventForm.OfClassic("MSExchange Front End HTTP Proxy", 1002, task: 1);

    internal static readonly EventForm Installed = EventForm.OfClassic("MsiInstaller", 1033);

    internal static readonly EventForm UpdateInstalled = EventForm.OfClassic("MsiInstaller", 1022);

    internal static readonly EventForm Restart = EventForm.OfClassic("User32", 1074);

    internal static readonly EventForm OrionInfo = EventForm.OfClassic("SolarWinds.Net", 4001);

    internal static readonly EventForm CommonInfo = EventForm.OfClassic("MSExchangeIS", 1001);
}
