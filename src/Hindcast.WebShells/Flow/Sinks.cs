using static Hindcast.WebShells.PageCapability;

namespace Hindcast.WebShells.Flow;

/// <summary>The calls that matter, by language. Weights were set on collections named in docs/web-shells.md.</summary>
internal static class Sinks
{
    /// <summary>The reason of pages that hook themselves in; where an application starts it is no news.</summary>
    internal const string RunTimeHandler = "adds handlers of requests at run time";

    private static readonly string[] Any = [];

    private static readonly Sink[] DotNet =
    [
        new(["jscriptevaluate", "jscriptevaluateandreturn"], Any, EvaluatesInput, "runs text as code", 96, 60),
        new(["start"], ["process"], StartsProcess, "starts a process", 90, 34),
        new(["new processstartinfo"], Any, StartsProcess, "starts a process", 88, 30),
        new(["run", "exec"], ["wscript.shell", "wshshell", "72c24dd5-d70a-438b-8a42-98424b88afb8"], StartsProcess, "runs a shell command", 92, 56),
        new(["shellexecute"], Any, StartsProcess, "runs a shell command", 92, 50),
        new(["shell"], ["^", "interaction"], StartsProcess, "runs a shell command", 90, 30, 0, true),
        new(["addscript", "addcommand"], ["powershell", "pipeline.", "runspace", ".commands"], StartsProcess, "runs a PowerShell script", 92, 45),
        new(["addscript", "addcommand"], Any, StartsProcess, "runs a PowerShell script", 92, 10),
        new(["createprocess", "createprocessa", "createprocessw", "createprocesswithlogonw", "createprocesswithlogon", "createprocesswithtokenw", "createprocesswithtoken", "createprocessasuser", "createprocessasusera", "createprocessasuserw", "winexec", "shellexecutea", "shellexecutew"], Any, StartsProcess, "starts a process through the Windows API", 92, 62),
        new(["virtualalloc", "virtualallocex", "createthread", "createremotethread", "writeprocessmemory", "loadlibrary", "getprocaddress", "getdelegateforfunctionpointer", "virtualallocexnuma", "virtualprotect", "ntcreatethreadex", "queueuserapc", "ntmapviewofsection", "zwunmapviewofsection", "ntallocatevirtualmemory", "ntprotectvirtualmemory", "ntwritevirtualmemory", "rtlcreateuserthread", "heapcreate", "rtlmovememory", "createfiber", "convertthreadtofiber", "switchtofiber", "openprocess", "setthreadcontext", "enumsystemlocalesa", "enumsystemlocalesw", "enumsystemlocalesex", "enumwindows", "enumchildwindows", "enumdesktopwindows", "enumuilanguagesa", "enumuilanguagesw", "certenumsystemstore", "createtimerqueuetimer", "callwindowproca", "callwindowprocw"], Any, LoadsAssembly, "runs machine code", 92, 62),
        new(["copy"], ["marshal"], LoadsAssembly, "copies bytes to where a pointer points", 20, 14),
        new(["parsetext"], ["syntaxtree"], LoadsAssembly, "compiles code", 94, 24, 0),
        new(["create"], ["csharpcompilation", "visualbasiccompilation"], LoadsAssembly, "compiles code", 94, 40),
        new(["executeassembly", "executeassemblybyname"], Any, LoadsAssembly, "loads an assembly", 94, 50, -1, true),
        new(["getfunctionpointer"], ["methodhandle", "getfunctionpointer"], LoadsAssembly, "writes over code in memory", 62, 56),
        new(["createpipeline"], Any, StartsProcess, "runs a PowerShell script", 92, 30, 0, true),
        new(["invoke"], ["runspaceinvoke"], StartsProcess, "runs a PowerShell script", 92, 45),
        new(["parsecontrol", "parsetemplate"], Any, EvaluatesInput, "runs text as a page", 88, 0, 0, true),
        new(["runcompile", "compile", "parse"], ["engine.razor", "razorengine"], LoadsAssembly, "compiles code", 90, 4, 0, true),
        new(["definepinvokemethod", "definedynamicassembly"], Any, LoadsAssembly, "makes code at run time", 70, 56),
        new(["logonuser", "logonusera", "logonuserw"], Any, StartsProcess, "logs on as another user", 45, 20),
        new(["load", "loadfrom", "loadfile", "unsafeloadfrom", "reflectiononlyload"], ["assembly", "appdomain", "currentdomain"], LoadsAssembly, "loads an assembly", 94, 6, -1, true),
        new(["compileassemblyfromsource", "compileassemblyfromfile", "compileassemblyfromdom", "compileassemblyfromsourcebatch"], Any, LoadsAssembly, "compiles code", 96, 52),
        new(["evaluateasync", "runasync"], ["csharpscript"], LoadsAssembly, "compiles code", 96, 52),
        new(["createinstance", "createinstancefrom", "createinstanceandunwrap"], Any, LoadsAssembly, "makes an object of a class that is named at run time", 80, 3),
        new(["invokemember"], Any, LoadsAssembly, "calls a method that is named at run time", 78, 14),
        new(["invoke", "dynamicinvoke"], ["getmethod", "methodinfo", "methodbase", "dynamicinvoke"], LoadsAssembly, "calls a method that is named at run time", 60, 3),
        new(["getmethod", "gettype"], ["getmethod", "type.gettype", "assembly"], LoadsAssembly, "looks up code by a name", 60, 2, -1, true),
        new(["deserialize", "readobject"], ["losformatter", "binaryformatter", "objectstateformatter", "netdatacontractserializer", "soapformatter", "datacontractserializer", "xmlserializer"], LoadsAssembly, "deserialises objects", 85, 8),
        new(["parse", "load"], ["xamlreader", "xamlservices"], LoadsAssembly, "loads XAML", 88, 15, -1, true),
        new(["load", "transform"], ["xslcompiledtransform", "xsltransform"], LoadsAssembly, "runs an XSL style sheet", 84, 10),
        new(["transformnode", "transformnodetoobject"], Any, LoadsAssembly, "runs an XSL style sheet", 84, 25),
        new(["registervirtualpathprovider", "registervirtualpathproviderinternal"], Any, LoadsAssembly, "serves pages that are in no folder", 70, 55),
        new(["registermodule"], Any, LoadsAssembly, RunTimeHandler, 70, 58),
        new(["add", "insert"], ["globalfilters", "routetable", "globalconfiguration", "controllerbuilder", "filterproviders", "valueproviderfactories", "viewengines"], LoadsAssembly, RunTimeHandler, 70, 58),
        new(["new httplistener"], Any, OpensSockets, "listens for requests of its own", 70, 58),
        new(["writealltext", "writeallbytes", "appendalltext", "writealllines", "appendallbytes", "createtext", "appendtext", "openwrite", "new streamwriter"], Any, WritesFiles, "writes a file that the request names", 60, 0, 0),
        new(["new filestream", "open"], ["filestream", "file", "fileinfo"], WritesFiles, "opens a file that the request names", 48, 0, 0),
        new(["writealltext", "writeallbytes", "appendalltext", "writealllines", "appendallbytes", "new streamwriter"], Any, WritesFiles, "writes a file", 34, 8),
        new(["create", "open", "createtext", "openwrite", "appendtext", "new filestream"], ["file", "fileinfo"], WritesFiles, "writes a file", 26, 6),
        new(["write", "writeline"], ["streamwriter", "textfile"], WritesFiles, "writes a file", 30, 6),
        new(["saveas"], Any, WritesFiles, "stores an upload where the request says", 48, 10),
        new(["savetofile"], Any, WritesFiles, "writes a file", 60, 30),
        new(["createtextfile"], Any, WritesFiles, "writes a file", 60, 14),
        new(["opentextfile", "getfile", "getfolder"], Any, ReadsFiles, "opens files or folders that the request names", 56, 10, 0),
        new(["deletefile", "deletefolder", "movefile", "copyfile", "movefolder", "copyfolder", "createfolder"], Any, WritesFiles, "moves or deletes files", 45, 8),
        new(["delete", "move", "copy", "moveto", "copyto", "createdirectory", "createsubdirectory"], ["file", "directory", "fileinfo", "directoryinfo"], WritesFiles, "moves or deletes files", 42, 5),
        new(["setlastwritetime", "setcreationtime", "setlastaccesstime", "setlastwritetimeutc", "setcreationtimeutc"], Any, WritesFiles, "changes times of files", 52, 20),
        new(["downloadfile", "downloadfiletaskasync"], Any, WritesFiles, "fetches a file from elsewhere", 72, 24),
        new(["readalltext", "readallbytes", "readalllines", "opentext", "openread"], Any, ReadsFiles, "reads a file", 36, 4),
        new(["new streamreader"], Any, ReadsFiles, "reads a file", 18, 2),
        new(["writefile", "transmitfile"], Any, ReadsFiles, "sends a file to the client", 34, 4),
        new(["getfiles", "getdirectories", "getfilesystementries", "enumeratefiles", "enumeratedirectories", "getfilesysteminfos"], Any, ReadsFiles, "lists folders", 40, 8),
        new(["new directoryinfo", "new fileinfo"], Any, ReadsFiles, "looks into files or folders", 30, 3),
        new(["getdrives", "getlogicaldrives"], Any, ReadsFiles, "lists drives", 34, 30),
        new(["opensubkey", "regread"], Any, ReadsFiles, "reads the registry", 45, 26),
        new(["getvaluenames", "getsubkeynames"], Any, ReadsFiles, "lists the registry", 58, 56),
        new(["regwrite", "setvalue", "createsubkey"], ["registry", "wscript.shell", "registrykey"], WritesFiles, "writes the registry", 60, 35),
        new(["new managementobjectsearcher", "new managementclass", "new managementobject"], Any, ReadsFiles, "asks WMI about the machine", 58, 30),
        new(["getprocesses", "getprocessesbyname"], Any, ReadsFiles, "lists processes or services", 40, 34),
        new(["getservices"], ["servicecontroller"], ReadsFiles, "lists processes or services", 40, 34),
        new(["kill"], ["process"], StartsProcess, "ends processes", 55, 20),
        new(["new userprincipal"], Any, StartsProcess, "makes an account", 60, 56),
        new(["wsasocket", "wsasocketa", "wsasocketw", "wsaconnect"], Any, OpensSockets, "opens a connection through the Windows API", 62, 58),
        new(["impersonatenamedpipeclient", "duplicatetokenex", "adjusttokenprivileges"], Any, StartsProcess, "takes over the rights of another user", 58, 56),
        new(["extracttodirectory", "createfromdirectory"], ["zipfile", "ziparchive"], WritesFiles, "packs or unpacks files", 56, 6),
        new(["getvalue"], ["registry"], ReadsFiles, "reads the registry", 58, 14),
        new(["createdecryptor", "transformfinalblock"], Any, Hides, "decrypts", 6, 3),
        new(["new directoryentry"], Any, ReadsFiles, "asks for users of the machine", 40, 18),
        new(["new tcpclient", "new socket", "new udpclient", "new tcplistener"], Any, OpensSockets, "opens a connection", 62, 36),
        new(["connect", "beginconnect"], ["socket", "tcpclient"], OpensSockets, "connects to an address from the request", 66, 20),
        new(["iocontrol"], Any, OpensSockets, "listens to traffic of the machine", 80, 70),
        new(["create", "createhttp"], ["webrequest", "httpwebrequest"], OpensSockets, "sends requests of its own", 30, 5),
        new(["downloadstring", "downloaddata", "uploaddata", "uploadstring", "uploadvalues"], Any, OpensSockets, "sends requests of its own", 34, 9),
        new(["getasync", "postasync", "putasync", "sendasync", "getstringasync", "getbytearrayasync", "getstreamasync"], ["httpclient"], OpensSockets, "sends requests of its own", 34, 5),
        new(["open"], ["xmlhttp", "winhttp", "serverxmlhttp"], OpensSockets, "sends requests of its own", 40, 12),
        new(["new sqlconnection", "new oledbconnection", "new odbcconnection", "new mysqlconnection", "new oracleconnection"], Any, ReachesDatabase, "connects to a database that the request names", 52, 2),
        new(["open"], ["adodb.connection"], ReachesDatabase, "connects to a database that the request names", 50, 3),
        new(["new sqlcommand", "new oledbcommand", "new sqldataadapter", "new oledbdataadapter", "new odbccommand", "new mysqlcommand", "new oracledataadapter", "new mysqldataadapter"], Any, ReachesDatabase, "runs database commands of the request", 26, 2),
        new(["executereader", "executenonquery", "executescalar"], Any, ReachesDatabase, "runs database commands of the request", 20, 1),
        new(["execute"], ["adodb.connection", "adodb.command", "conn"], ReachesDatabase, "runs database commands of the request", 24, 2),
    ];

    private static readonly Sink[] Classic =
    [
        new(["eval"], ["^"], EvaluatesInput, "runs text as code", 96, 30, 0, true),
        new(["execute", "executeglobal"], ["^"], EvaluatesInput, "runs text as code", 96, 60, 0, true),
        new(["addcode", "executestatement"], Any, EvaluatesInput, "runs text as code", 96, 55),
        new(["createobject"], Any, LoadsAssembly, "makes an object that the request names", 80, 0),
        new(["drives", "getspecialfolder"], ["filesystemobject", "fso"], ReadsFiles, "lists drives", 34, 24),
    ];

    private static readonly Sink[] JScript =
    [
        new(["function", "new function"], ["^"], EvaluatesInput, "runs text as code", 92, 0, -1, true),
        new(["apply", "call"], ["eval.", "function."], EvaluatesInput, "runs text as code", 92, 50, -1, true),
    ];

    private static readonly Sink[] Java =
    [
        new(["exec"], Any, StartsProcess, "runs a shell command", 94, 56, -1, true),
        new(["new processbuilder", "command"], ["processbuilder"], StartsProcess, "starts a process", 94, 56),
        new(["start"], ["processbuilder"], StartsProcess, "starts a process", 90, 40),
        new(["new processimpl", "forkandexec"], Any, StartsProcess, "starts a process", 94, 60),
        new(["defineclass", "defineanonymousclass"], Any, LoadsAssembly, "loads a class from bytes", 94, 62),
        new(["eval", "evaluate"], Any, EvaluatesInput, "runs text as code", 94, 40, -1, true),
        new(["getvalue", "createvalueexpression", "createmethodexpression", "setvalue"], ["expressionfactory", "elprocessor"], EvaluatesInput, "runs text as code", 90, 20),
        new(["new urlclassloader", "newinstance"], ["urlclassloader"], LoadsAssembly, "loads classes from elsewhere", 88, 40),
        new(["loadclass"], Any, LoadsAssembly, "loads a class by name", 55, 6),
        new(["forname"], Any, LoadsAssembly, "loads a class by name", 75, 4, 0),
        new(["getmethod", "getdeclaredmethod"], Any, LoadsAssembly, "looks up code by a name", 62, 5),
        new(["invoke"], Any, LoadsAssembly, "calls a method that is named at run time", 58, 8),
        new(["readobject", "readunshared"], Any, LoadsAssembly, "deserialises objects", 85, 22),
        new(["new xmldecoder"], Any, LoadsAssembly, "deserialises objects", 88, 50),
        new(["lookup", "dolookup"], Any, LoadsAssembly, "loads objects by an address", 78, 4),
        new(["addfilter", "addservlet", "addvalve", "addfiltermap", "addmapping", "registerhandlermapping"], Any, LoadsAssembly, "adds handlers of requests at run time", 70, 48),
        new(["attach", "loadagent"], ["virtualmachine", "vm"], LoadsAssembly, "loads code into another process", 80, 50),
        new(["new fileoutputstream", "new filewriter", "new randomaccessfile", "new filehandler"], Any, WritesFiles, "writes a file", 60, 16),
        new(["new printwriter", "new printstream"], Any, WritesFiles, "writes a file", 56, 0, 0),
        new(["setdatasourcename"], Any, LoadsAssembly, "loads objects by an address", 85, 4),
        new(["write", "writestring", "newbufferedwriter", "copy"], ["files"], WritesFiles, "writes a file", 60, 14),
        new(["write"], ["fileoutputstream", "filewriter", "randomaccessfile", "printwriter"], WritesFiles, "writes a file", 45, 6),
        new(["transferto"], Any, WritesFiles, "stores an upload", 40, 10),
        new(["renameto", "mkdir", "mkdirs", "createnewfile", "delete", "setlastmodified"], ["file"], WritesFiles, "moves or deletes files", 42, 10),
        new(["new fileinputstream", "new filereader", "readallbytes", "readalllines"], Any, ReadsFiles, "reads a file", 38, 8),
        new(["listfiles", "listroots", "list"], ["file", "listfiles", "listroots"], ReadsFiles, "lists folders", 42, 22),
        new(["new file"], Any, ReadsFiles, "looks into files or folders", 24, 3),
        new(["new socket", "new serversocket", "new inetsocketaddress", "connect"], ["socket", "inetsocketaddress"], OpensSockets, "opens a connection", 70, 34),
        new(["openconnection", "new url"], Any, OpensSockets, "sends requests of its own", 28, 5),
        new(["getconnection"], ["drivermanager"], ReachesDatabase, "connects to a database that the request names", 60, 10),
        new(["executequery", "executeupdate", "execute"], Any, ReachesDatabase, "runs database commands of the request", 26, 2),
    ];

    private static readonly Sink[] Php =
    [
        new(["eval", "assert"], Any, EvaluatesInput, "runs text as code", 96, 30, 0, true),
        new(["create_function"], Any, EvaluatesInput, "runs text as code", 94, 22),
        new(["mb_ereg_replace", "mb_eregi_replace", "ereg_replace"], Any, EvaluatesInput, "runs text as code", 70, 2),
        new(["call_user_func", "call_user_func_array", "register_shutdown_function", "register_tick_function", "forward_static_call", "forward_static_call_array"], Any, EvaluatesInput, "calls a function that is named at run time", 84, 2, 0),
        new(["array_map", "iterator_apply"], Any, EvaluatesInput, "calls a function that is named at run time", 70, 1, 0),
        new(["array_filter", "usort", "uasort", "uksort", "array_walk", "array_walk_recursive", "array_reduce", "array_udiff", "array_uintersect", "array_diff_ukey", "preg_replace_callback"], Any, EvaluatesInput, "calls a function that is named at run time", 70, 1, 1),
        new(["include", "include_once", "require", "require_once", "virtual"], Any, EvaluatesInput, "runs a file that the request names", 72, 0),
        new(["system", "exec", "shell_exec", "passthru", "popen", "proc_open", "pcntl_exec", "expect_popen"], Any, StartsProcess, "runs a shell command", 94, 34),
        new(["dl"], Any, LoadsAssembly, "loads a library", 80, 40),
        new(["unserialize"], Any, LoadsAssembly, "deserialises objects", 24, 1),
        new(["move_uploaded_file"], Any, WritesFiles, "stores an upload", 36, 10),
        new(["file_put_contents", "fwrite", "fputs", "fputcsv"], Any, WritesFiles, "writes a file", 50, 4),
        new(["copy", "rename", "unlink", "rmdir", "mkdir", "chmod", "touch", "symlink", "link", "chown"], Any, WritesFiles, "moves or deletes files", 40, 2),
        new(["fopen"], Any, ReadsFiles, "opens a file", 34, 2),
        new(["readfile", "file_get_contents", "show_source", "highlight_file", "file", "fpassthru", "parse_ini_file"], Any, ReadsFiles, "reads a file", 36, 2),
        new(["opendir", "scandir", "glob", "dir"], Any, ReadsFiles, "lists folders", 42, 4),
        new(["posix_getpwuid", "posix_getpwnam", "posix_getgrgid", "get_current_user", "php_uname", "disk_free_space", "disk_total_space", "posix_kill", "posix_getuid"], Any, ReadsFiles, "asks about the machine", 30, 12),
        new(["fsockopen", "pfsockopen", "stream_socket_client", "socket_connect", "stream_socket_server", "socket_bind"], Any, OpensSockets, "opens a connection", 66, 10),
        new(["curl_init", "curl_setopt"], Any, OpensSockets, "sends requests of its own", 24, 2),
        new(["mysql_connect", "mysqli_connect", "mssql_connect", "pg_connect", "ocilogon", "sybase_connect", "new mysqli", "new pdo"], Any, ReachesDatabase, "connects to a database that the request names", 52, 2),
        new(["mysql_query", "mysqli_query", "mssql_query", "pg_query"], Any, ReachesDatabase, "runs database commands of the request", 22, 1),
        new(["extract", "parse_str", "import_request_variables", "mb_parse_str"], Any, Hides, "takes variables from the request", 20, 1),
        new(["putenv"], Any, StartsProcess, "sets variables of processes", 45, 8),
        new(["set_time_limit", "ignore_user_abort", "error_reporting", "ini_set", "ini_alter", "ini_restore"], Any, Hides, "lifts limits or silences errors", 6, 3),
    ];

    private static readonly Dictionary<PageLanguage, Dictionary<string, Sink[]>> ByLanguage = new()
    {
        [PageLanguage.CSharp] = Index(DotNet),
        [PageLanguage.VisualBasic] = Index(DotNet),
        [PageLanguage.JScript] = Index([.. DotNet, .. Classic, .. JScript]),
        [PageLanguage.VBScript] = Index([.. DotNet, .. Classic]),
        [PageLanguage.Java] = Index(Java),
        [PageLanguage.Php] = Index(Php),
    };

    /// <summary>All sinks of a language.</summary>
    internal static IEnumerable<Sink> All(PageLanguage language) => ByLanguage[language].Values.SelectMany(s => s).Distinct();

    /// <summary>Sinks of a call by its last name.</summary>
    internal static Sink[] Of(PageLanguage language, string name) =>
        ByLanguage.TryGetValue(language, out Dictionary<string, Sink[]>? sinks) && sinks.TryGetValue(name, out Sink[]? found) ? found : [];

    private static Dictionary<string, Sink[]> Index(Sink[] sinks) =>
        sinks.SelectMany(s => s.Names.Select(n => (Name: n, Sink: s))).GroupBy(s => s.Name, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Select(s => s.Sink).ToArray(), StringComparer.Ordinal);
}
