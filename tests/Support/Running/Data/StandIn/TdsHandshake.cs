using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Pilot.Tests.Data.StandIn;

/// <summary>
/// A connection that becomes an encrypted one: TDS carries the handshake of TLS in packets of its own, and from then on TLS carries TDS.
/// </summary>
internal static class TdsHandshake
{
    private static readonly X509Certificate2 Certificate = MakeCertificate();

    public static Stream Encrypt(Stream connection)
    {
        var wrapped = new Wrapped(connection);
        var secure = new SslStream(wrapped);
        secure.AuthenticateAsServer(new SslServerAuthenticationOptions { ServerCertificate = Certificate, EnabledSslProtocols = SslProtocols.Tls12 });
        wrapped.IsOver = true;
        return secure;
    }

    private static X509Certificate2 MakeCertificate()
    {
        var now = TimeProvider.System.GetUtcNow();
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=stand-in", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>While the handshake lasts, what TLS says is put into packets and taken out of them.</summary>
    private sealed class Wrapped(Stream inner) : ForwardingStream(inner)
    {
        private readonly Queue<byte> _taken = new();

        public bool IsOver { get; set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (IsOver)
            {
                return base.Read(buffer, offset, count);
            }

            if (_taken.Count == 0)
            {
                foreach (var item in TdsMessage.Read(Inner)?.Bytes ?? [])
                {
                    _taken.Enqueue(item);
                }
            }

            var read = 0;
            while (read < count && _taken.TryDequeue(out var item))
            {
                buffer[offset + read++] = item;
            }

            return read;
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            if (IsOver)
            {
                base.Write(buffer, offset, count);
                return;
            }

            new TdsAnswer().Raw(buffer.AsSpan(offset, count)).Send(Inner, TdsMessage.PreLogin);
        }
    }
}
