namespace Hindcast.Simulation.Servers;

/// <summary>Logs that are written; <see cref="LogKinds"/> holds the form of each in this order.</summary>
internal enum LogKind : byte
{
    IisFront,
    IisBack,
    HttpProxyAutodiscover,
    HttpProxyEas,
    HttpProxyEcp,
    HttpProxyEws,
    HttpProxyMapi,
    HttpProxyOab,
    HttpProxyOwa,
    HttpProxyPowerShell,
    HttpProxyRpcHttp,
    EcpServer,
    OabGenerator,
    EcpActivity,
    Ews,
    MapiHttp,
    RpsCmdlet,
    MessageTracking,
    SmtpReceive,
    SmtpSend,
    HttpErr,
    ZeekDns,
    EvtxSecurity,
    EvtxSystem,
    EvtxApplication,
    EvtxManagement,
    EvtxTasks,
    Autodiscover,
    OabDownload,
    RpsHttp,
    Audit,
    AgentLog,
    EvtxSysmon,
    EvtxAdfsSecurity,
    EvtxAdfsSysmon,

    /// <summary>Rows of a file listing: no log, and no form.</summary>
    FileListing,
}
