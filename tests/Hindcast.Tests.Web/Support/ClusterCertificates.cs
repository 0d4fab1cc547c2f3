using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Hindcast.Tests.Web.Support;

/// <summary>An authority for one cluster, and certificates of it for silos, as files.</summary>
internal sealed class ClusterCertificates
{
    private readonly TemporaryFolder _folder;
    private readonly X509Certificate2 _authority;

    internal ClusterCertificates(TemporaryFolder folder)
    {
        _folder = folder;
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=cluster", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        _authority = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(folder.File("authority.pem"), _authority.ExportCertificatePem());
    }

    /// <summary>Settings of a silo with a certificate of its own.</summary>
    internal object Silo(string name)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 certificate = Issue(name, key);
        File.WriteAllText(_folder.File($"{name}.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(_folder.File($"{name}.key"), key.ExportPkcs8PrivateKeyPem());
        return new { CertificateFile = _folder.File($"{name}.pem"), KeyFile = _folder.File($"{name}.key"), AuthorityFile = _folder.File("authority.pem") };
    }

    /// <summary>A certificate with its key.</summary>
    internal X509Certificate2 Certificate(string name)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 certificate = Issue(name, key);
        return certificate.CopyWithPrivateKey(key);
    }

    private X509Certificate2 Issue(string name, ECDsa key)
    {
        CertificateRequest request = new($"CN={name}", key, HashAlgorithmName.SHA256);
        return request.Create(_authority, DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddHours(12), RandomNumberGenerator.GetBytes(8));
    }
}
