using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Hindcast.WebShells.Shapes;

/// <summary>
/// Reads the metadata of a compiled page (App_Web_*.dll): which members it uses and which texts it holds. The assembly is never
/// loaded. Only assemblies that ASP.NET made of a page are judged; others are left alone.
/// </summary>
internal static class CompiledPage
{
    private const int MaxBytes = 4 << 20;
    private const int MaxMembers = 20_000;
    private const int MaxTextBytes = 1 << 20;

    private static readonly (string Type, string Member, PageCapability Capability, string Reason, int Weight)[] Members =
    [
        ("Eval", "JScriptEvaluate", PageCapability.EvaluatesInput, "compiled page runs text as code", 90),
        ("Process", "Start", PageCapability.StartsProcess, "compiled page starts a process", 66),
        ("ProcessStartInfo", ".ctor", PageCapability.StartsProcess, "compiled page starts a process", 60),
        ("Assembly", "Load", PageCapability.LoadsAssembly, "compiled page loads an assembly", 62),
        ("Activator", "CreateInstance", PageCapability.LoadsAssembly, "compiled page makes an object of a class that is named at run time", 20),
        ("CodeDomProvider", "CompileAssemblyFromSource", PageCapability.LoadsAssembly, "compiled page compiles code", 80),
        ("File", "WriteAllText", PageCapability.WritesFiles, "compiled page writes a file", 30),
        ("File", "WriteAllBytes", PageCapability.WritesFiles, "compiled page writes a file", 34),
        ("HttpPostedFile", "SaveAs", PageCapability.WritesFiles, "compiled page stores an upload", 40),
        ("StreamWriter", ".ctor", PageCapability.WritesFiles, "compiled page writes a file", 24),
        ("File", "Delete", PageCapability.WritesFiles, "compiled page moves or deletes files", 20),
        ("Directory", "GetFiles", PageCapability.ReadsFiles, "compiled page lists folders", 24),
        ("DirectoryInfo", "GetFiles", PageCapability.ReadsFiles, "compiled page lists folders", 24),
        ("Socket", ".ctor", PageCapability.OpensSockets, "compiled page opens a connection", 50),
        ("TcpClient", ".ctor", PageCapability.OpensSockets, "compiled page opens a connection", 50),
        ("LosFormatter", "Deserialize", PageCapability.LoadsAssembly, "compiled page deserialises objects", 50),
        ("BinaryFormatter", "Deserialize", PageCapability.LoadsAssembly, "compiled page deserialises objects", 40),
        ("RijndaelManaged", ".ctor", PageCapability.Hides, "compiled page decrypts", 24),
    ];

    /// <summary>Signs of a compiled page; null when the file is no assembly that ASP.NET made of a page.</summary>
    internal static PageReport? Read(ReadOnlySpan<byte> content, long unreadBytes)
    {
        if (content.Length is < 512 or > MaxBytes || unreadBytes > 0)
        {
            return null;
        }

        try
        {
            using PEReader pe = new(new MemoryStream(content.ToArray()));
            return pe.HasMetadata ? Read(pe.GetMetadataReader(), content) : null;
        }
        catch (Exception damage) when (damage is BadImageFormatException or InvalidOperationException or ArgumentException or OverflowException or IOException)
        {
            // Not an image, or a damaged one: the file stays what it is, an unknown file.
            return null;
        }
    }

    private static PageReport? Read(MetadataReader metadata, ReadOnlySpan<byte> content)
    {
        string? page = PageType(metadata);
        if (page is null)
        {
            return null;
        }

        List<PageSign> signs = [];
        int seen = 0;
        foreach (MemberReferenceHandle handle in metadata.MemberReferences)
        {
            if (++seen > MaxMembers)
            {
                break;
            }

            MemberReference member = metadata.GetMemberReference(handle);
            if (member.Parent.Kind != HandleKind.TypeReference)
            {
                continue;
            }

            string type = Name(metadata, metadata.GetTypeReference((TypeReferenceHandle)member.Parent).Name);
            string name = Name(metadata, member.Name);
            foreach (var known in Members)
            {
                if (type == known.Type && name == known.Member)
                {
                    signs.Add(new PageSign(known.Capability, known.Reason, 0, 0, $"{type}.{name}", false, known.Weight));
                }
            }
        }

        string? path = VirtualPath(metadata);
        return Judging.PageJudge.Report(PageLanguage.Assembly, signs, [], null, 0, false, false) with { VirtualPath = path };
    }

    /// <summary>ASP.NET puts compiled pages in the namespace ASP or marks them with their virtual path.</summary>
    private static string? PageType(MetadataReader metadata)
    {
        int seen = 0;
        foreach (TypeDefinitionHandle handle in metadata.TypeDefinitions)
        {
            TypeDefinition type = metadata.GetTypeDefinition(handle);
            if (Name(metadata, type.Namespace) == "ASP")
            {
                return Name(metadata, type.Name);
            }

            if (++seen > MaxMembers)
            {
                break;
            }
        }

        return null;
    }

    /// <summary>The first text of the user strings that looks like a virtual path.</summary>
    private static string? VirtualPath(MetadataReader metadata)
    {
        int read = 0;
        for (UserStringHandle handle = System.Reflection.Metadata.Ecma335.MetadataTokens.UserStringHandle(1); !handle.IsNil && read < MaxTextBytes;
            handle = System.Reflection.Metadata.Ecma335.MetadataReaderExtensions.GetNextHandle(metadata, handle))
        {
            string text = metadata.GetUserString(handle);
            read += (text.Length * 2) + 1;
            if (text.StartsWith("~/", StringComparison.Ordinal) && text.Length < 300)
            {
                return Reading.PageText.Safe(text);
            }
        }

        return null;
    }

    private static string Name(MetadataReader metadata, StringHandle handle)
    {
        string name = metadata.GetString(handle);
        return name.Length > 200 ? name[..200] : name;
    }
}
