extension Dovecot {
  static func tokens(askedAt port: Int) -> String {
    """
    introspection_mode = auth
    introspection_url = http://127.0.0.1:\(port)/introspect
    force_introspection = yes
    username_attribute = username
    active_attribute = active
    active_value = true

    """
  }

  private static func tokenDatabase(_ folder: String) -> String {
    """
    passdb {
      driver = oauth2
      mechanisms = xoauth2 oauthbearer
      args = \(folder)/oauth2.conf
    }
    """
  }

  /// Nothing of it needs root, and nothing of the system's own configuration is read.
  func configuration(
    offersTLS: Bool, mechanisms: String, folder: String, user: String, group: String, takesTokens: Bool
  ) -> String {
    """
    base_dir = \(folder)/run
    state_dir = \(folder)/state
    log_path = /dev/stderr
    protocols = imap lmtp
    listen = 127.0.0.1
    default_login_user = \(user)
    default_internal_user = \(user)
    default_internal_group = \(group)
    ssl = \(offersTLS ? "yes" : "no")
    ssl_cert = <\(folder)/cert.pem
    ssl_key = <\(folder)/key.pem
    disable_plaintext_auth = no
    auth_mechanisms = \(mechanisms)
    auth_username_format = %Ln
    auth_failure_delay = 0
    recipient_delimiter = +
    mail_location = maildir:\(folder)/home/%n/Maildir
    mail_max_userip_connections = 100
    first_valid_uid = 1
    passdb {
      driver = static
      \(takesTokens ? "mechanisms = plain login" : "")
      args = password=\(password)
    }
    \(takesTokens ? Dovecot.tokenDatabase(folder) : "")
    userdb {
      driver = static
      args = uid=\(user) gid=\(group) home=\(folder)/home/%n
    }
    namespace inbox {
      inbox = yes
      separator = /
    }
    service anvil {
      chroot =
    }
    service stats {
      chroot =
    }
    service imap-login {
      chroot =
      inet_listener imap {
        port = \(imap)
      }
      inet_listener imaps {
        port = \(offersTLS ? imaps : 0)
        ssl = yes
      }
    }
    service lmtp {
      inet_listener lmtp {
        port = \(lmtp)
      }
    }

    """
  }
}
